// The code stands after #, which no server, proxy or log sees. A click uses it up, not a preview of the link.
const code = location.hash.slice(1)
const button = document.querySelector('#enter')
const fault = document.querySelector('#fault')

async function enter() {
  button.disabled = true
  const answer = await fetch('/api/v1/access/enter', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ code }),
  }).catch(() => null)
  if (answer?.ok) {
    const { token } = await answer.json()
    location.replace(`/me#token=${token}`)
    return
  }
  button.disabled = answer !== null && answer.status === 410
  fault.hidden = false
  fault.textContent =
    answer === null
      ? '连接不上，请重试 · No connection, try again'
      : '链接已使用或超过 15 分钟，请向组长要新的 · Used or older than 15 minutes: ask your lead for a new one'
}

button.addEventListener('click', () => void enter())
