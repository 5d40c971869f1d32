import { expect, test } from 'vitest'
import { openConnections } from '../../../server/store/connection.ts'
import { FreeSpace, leastFree, spaceOf } from '../../../server/store/freeSpace.ts'
import { openSiteStore } from '../../../server/store/redisSiteStore.ts'
import { silentLog } from '../../../server/store/storeFault.ts'
import { queued } from '../../contracts/siteStore.ts'

const GB = 1024 ** 3

test.each([
  ['a small disk: a tenth', 2, 0.2],
  ['a usual one: 500 MB', 8, 500 / 1024],
  ['a larger one: a twentieth', 100, 5],
  ['a huge one: 10 GB', 4000, 10],
])('[P14] %s', (_, size, least) => {
  expect(leastFree({ free: 0, size: size * GB })).toBeCloseTo(least * GB, 0)
})

test('[P14] events are refused while the disk is nearly full and taken again by themselves', async () => {
  let free = 20 * GB
  const disk = new FreeSpace('/', silentLog, () => ({ free, size: 100 * GB }))
  expect(disk.refusal).toBeNull()
  free = 4 * GB
  disk.look()
  const connections = openConnections(
    { type: 'url', url: 'redis://127.0.0.1:1' },
    () => disk.refusal,
  )
  const store = openSiteStore(connections, 'main')
  await expect(store.ingest([queued('a')])).rejects.toMatchObject({
    code: 'STORE_DISK_FULL',
    message: expect.stringContaining('4096 MB') as string,
  })
  free = 6 * GB
  disk.look()
  expect(disk.refusal).toBeNull()
  disk.stop()
  await store.close()
  connections.close()
})

test('[P14] a disk that cannot be asked changes nothing', () => {
  const disk = new FreeSpace('/nowhere/at/all', silentLog)
  expect(disk.refusal).toBeNull()
  disk.stop()
  const { free, size } = spaceOf('/')
  expect(free).toBeLessThanOrEqual(size)
})
