import type { Text } from '../../../shared/views.ts'
import type { SiteConfig } from '../siteConfig.ts'

export type SiteNames = Pick<SiteConfig, 'queues'>

/** The name of a queue; one the site file does not name goes by its id. */
export const queueNameOf = ({ queues }: SiteNames, queue: string): Text =>
  queues.find(({ id }) => id === queue)?.name ?? { 'zh-CN': queue, en: queue }
