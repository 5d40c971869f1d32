// Shows a code until somebody approves it, then goes on to the screen this device was let in as.
const find = (id) => document.querySelector(`#${id}`)
const wait = (seconds) => new Promise((resolve) => setTimeout(resolve, seconds * 1000))

const post = (path, body) =>
  fetch(`/api/v1/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  }).catch(() => null)

function say(text) {
  find('fault').hidden = text === ''
  find('fault').textContent = text
}

function goOn({ token, role, site, screen }) {
  if (role === 'lead') location.replace(`/lead#token=${token}`)
  else
    location.replace(
      `/wall${screen ? `/${encodeURIComponent(screen)}` : ''}?site=${encodeURIComponent(site)}#token=${token}`,
    )
}

async function announce() {
  for (;;) {
    const answer = await post('pairing', {})
    if (answer?.ok) return answer.json()
    say(
      answer === null
        ? '连接不上，正在重试 · No connection, trying again'
        : '请求过多，稍后自动重试 · Too many requests, trying again later',
    )
    await wait(answer === null ? 3 : 30)
  }
}

async function joinOnce() {
  const { deviceCode, userCode, verificationUrl, qr, interval, expiresIn } = await announce()
  say('')
  find('address').textContent = verificationUrl
  find('code').textContent = userCode
  find('qr').src = `data:image/svg+xml,${encodeURIComponent(qr)}`
  find('qr').hidden = false
  for (let waited = 0; waited < expiresIn; waited += interval) {
    await wait(interval)
    const answer = await post('pairing/token', { deviceCode })
    if (answer?.ok) return goOn(await answer.json())
    if (answer?.status === 403) {
      say('没有获准，重新开始 · Turned away, beginning anew')
      await wait(interval)
      break
    }
    if (answer?.status === 410) break
    if (answer?.status === 429) await wait(interval)
  }
  return joinOnce()
}

await joinOnce()
