import { Router } from 'express'

/** One ready address. */
export interface ReadyLink {
  readonly role: string
  readonly name: Readonly<Record<'zh-CN' | 'en', string>>
  /** Relative. */
  readonly path: string
  /** What opens it, where something must. */
  readonly pin: string | null
}

const roles: Readonly<Record<string, string>> = {
  wall: '大屏 · Walls',
  lead: '组长平板 · Leads’ tablets',
  agent: '座席 · Agents',
}

/** `GET /demo`: every screen and role of the demo, ready to open. Only a demo mounts it. */
export const demoPage = (links: () => readonly ReadyLink[]): Router =>
  Router().get('/demo', (_request, response) => {
    response.setHeader('Cache-Control', 'no-store')
    response.setHeader('Referrer-Policy', 'no-referrer')
    response.type('html').send(page(links()))
  })

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')

const item = ({ path, name, pin }: ReadyLink): string => {
  const open = pin === null ? '' : ` <small>PIN ${escaped(pin)}</small>`
  return `<li><a href="${escaped(path)}">${escaped(name['zh-CN'])} · ${escaped(name.en)}</a>${open}</li>`
}

function page(links: readonly ReadyLink[]): string {
  const parts = Object.entries(roles).map(([role, title]) => {
    const items = links.filter((link) => link.role === role).map(item)
    return items.length === 0 ? '' : `<h2>${title}</h2><ul>${items.join('')}</ul>`
  })
  return `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>Starboard · demo</title>
<meta name="viewport" content="width=device-width,initial-scale=1"><link rel="stylesheet" href="/access.css"></head>
<body><main><h1>星光榜 · Starboard demo</h1>
<p>模拟现场，只在本机。 A simulated floor, on this machine alone.</p>${parts.join('')}</main></body></html>`
}
