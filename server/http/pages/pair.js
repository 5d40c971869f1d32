// Where an admin, or a lead for walls, lets a device in. The code comes after # or is typed.
const find = (id) => document.querySelector(`#${id}`)
const forms = ['find', 'login', 'decide']
let asAdmin = false
let code = decodeURIComponent(location.hash.slice(1))

/** A lead's tablet shows its own token; an admin's browser has a cookie. */
function credentials() {
  const token = asAdmin ? null : localStorage.getItem('starboard.token.lead')
  return token ? { authorization: `Bearer ${token}` } : {}
}

const ask = (path, body) =>
  fetch(`/api/v1/${path}`, {
    method: body ? 'POST' : 'GET',
    headers: {
      'content-type': 'application/json',
      ...(path === 'access/admin' ? {} : credentials()),
    },
    ...(body ? { body: JSON.stringify(body) } : {}),
  }).catch(() => null)

function show(id) {
  for (const form of forms) find(form).hidden = form !== id
  find(id)?.querySelector('input')?.focus()
}

async function tell(answer) {
  const problem = answer === null ? null : await answer.json().catch(() => null)
  find('fault').hidden = false
  find('fault').textContent =
    problem?.error === undefined
      ? '连接不上，请重试 · No connection, try again'
      : (words[problem.error.code] ?? `${problem.error.message}. ${problem.error.hint}`)
}

const words = {
  UNKNOWN_CODE: '没有设备在等这个代码 · No device waits under this code',
  LOCKED_OUT: '错误次数过多，请稍后再试 · Too many wrong tries, wait a while',
  WRONG_PASSWORD: '密码不对 · Wrong password',
  TABLET_LOCKED: '请先用 PIN 解锁平板 · Unlock the tablet with a PIN first',
  FORBIDDEN: '没有权限 · Not allowed',
}

async function look() {
  find('fault').hidden = true
  if (code === '') return show('find')
  const answer = await ask(`pairing/${encodeURIComponent(code)}`)
  if (answer?.status === 401 || answer?.status === 403) return show('login')
  if (!answer?.ok) {
    show('find')
    return tell(answer)
  }
  const { userCode, name, address, sites } = await answer.json()
  find('seenCode').textContent = userCode
  find('seenName').textContent = name
  find('seenAddress').textContent = address
  find('site').replaceChildren(...sites.map((site) => new Option(site, site)))
  return show('decide')
}

find('find').addEventListener('submit', (event) => {
  event.preventDefault()
  code = find('typed').value
  void look()
})

async function login() {
  const answer = await ask('access/admin', { password: find('password').value })
  if (!answer?.ok) return tell(answer)
  asAdmin = true
  return look()
}

async function decide(allow) {
  const screen = find('screen').value.trim()
  const grant = { allow, role: find('role').value, site: find('site').value }
  if (grant.role === 'wall' && screen !== '') grant.screen = screen
  const answer = await ask(`pairing/${encodeURIComponent(code)}`, allow ? grant : { allow })
  if (!answer?.ok) return tell(answer)
  for (const form of forms) find(form).hidden = true
  find('fault').hidden = true
  find('done').hidden = false
  find('done').textContent = allow
    ? '已允许，设备几秒内显示 · Let in: the device shows its screen within seconds'
    : '已拒绝 · Turned away'
}

find('login').addEventListener('submit', (event) => {
  event.preventDefault()
  void login()
})
find('decide').addEventListener('submit', (event) => {
  event.preventDefault()
  void decide(event.submitter?.value !== 'deny')
})

await look()
