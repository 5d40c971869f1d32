import type { Access } from '../access/access.ts'
import type { Role } from '../access/identity.ts'
import type { SiteConfig } from '../core/siteConfig.ts'
import type { Text } from '../../shared/views.ts'

/** An address that opens a screen without any pairing. */
export interface DemoLink {
  readonly role: Role
  readonly site: string
  readonly name: Text
  /** Relative; the token stands after #, which no server sees. */
  readonly path: string
  /** Of a tablet: what opens it. */
  readonly pin: string | null
}

/** Everybody knows it: the demo listens to its own machine alone. */
export const DEMO_PIN = '246810'
const MADE_BY = 'demo'
const MOST_AGENTS = 3

/**
 * Ready links for every screen and role of a site. Links of an earlier start are ended first. Only for a server
 * that listens to its own machine.
 */
export async function demoLinks(
  access: Access,
  sites: readonly SiteConfig[],
): Promise<readonly DemoLink[]> {
  const links: DemoLink[] = []
  for (const site of sites) links.push(...(await linksOf(access, site)))
  return links
}

async function linksOf(access: Access, site: SiteConfig): Promise<readonly DemoLink[]> {
  for (const { id, approvedBy } of await access.devices.list(site.id)) {
    if (approvedBy === MADE_BY) await access.revoke(site.id, id)
  }
  const tokenOf = async (role: 'wall' | 'lead' | 'agent', more: object, name: string) => {
    const common = { site: site.id, screen: null, person: null, scopes: [], address: '' }
    const kept = { ...common, ...more, role, name, approvedBy: MADE_BY, expiresAt: null }
    return (await access.devices.admit(site.id, kept)).token
  }
  const links: DemoLink[] = []
  const add = (role: Role, name: Text, path: string, pin: string | null = null): void => {
    links.push({ role, site: site.id, name, path, pin })
  }
  for (const screen of site.screens) {
    const token = await tokenOf('wall', { screen: screen.id }, screen.id)
    const path = `/wall/${encodeURIComponent(screen.id)}?site=${encodeURIComponent(site.id)}`
    add('wall', { 'zh-CN': `大屏 ${screen.id}`, en: `Wall ${screen.id}` }, `${path}#token=${token}`)
  }
  const { people } = site.people
  for (const [n, lead] of people.filter((one) => one.lead).entries()) {
    const pin = String(Number(DEMO_PIN) + n)
    await access.pins.set(site.id, lead.id, pin)
    const token = await tokenOf('lead', { person: lead.id }, `tablet of ${lead.id}`)
    add('lead', lead.name, `/lead#token=${token}`, pin)
  }
  for (const agent of people.filter((one) => !one.lead).slice(0, MOST_AGENTS)) {
    const token = await tokenOf('agent', { person: agent.id }, `phone of ${agent.id}`)
    add('agent', agent.name, `/me#token=${token}`)
  }
  return links
}
