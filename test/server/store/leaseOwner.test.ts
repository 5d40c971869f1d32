import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { expect, test } from 'vitest'
import { leaseOwner, ownerIsDead } from '../../../server/store/leaseOwner.ts'
import { startOf } from '../../../server/store/processAlive.ts'

/** The owner a process of that id would have been, were it this one's sibling. */
function ownerOf(pid: number, started: string): string {
  const [space = ''] = leaseOwner().split('/')
  return `${space}/${pid}/${started}/random`
}

test('[P19] owners differ even within one process, and a living one is not dead', () => {
  const owner = leaseOwner()
  expect(owner).not.toBe(leaseOwner())
  expect(ownerIsDead(owner)).toBe(false)
})

test('[P5] a process that has ended is dead', async () => {
  const child = spawn(process.execPath, ['-e', ''], { stdio: 'ignore' })
  await once(child, 'exit')
  expect(ownerIsDead(ownerOf(child.pid!, '1'))).toBe(true)
})

test('[P5] a process that took over the id of a dead one does not keep its lease', () => {
  const [, , started] = leaseOwner().split('/')
  expect(ownerIsDead(ownerOf(process.pid, started!))).toBe(false)
  expect(ownerIsDead(ownerOf(process.pid, '1'))).toBe(true)
})

test('[P19] a stopped process is alive: it may go on any moment', async () => {
  const child = spawn(process.execPath, ['-e', 'console.log(1); setInterval(() => {}, 1e6)'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  await once(child.stdout, 'data')
  child.kill('SIGSTOP')
  expect(ownerIsDead(ownerOf(child.pid!, startOf(child.pid!)))).toBe(false)
  child.kill('SIGKILL')
  await once(child, 'exit')
})

test.each(['', 'one', 'elsewhere~0~0/1/1/x', 'a/b/c', `${leaseOwner().split('/')[0]}/-1/1/x`])(
  '[P19] an owner from elsewhere or of unknown form is taken for alive: %j',
  (owner) => {
    expect(ownerIsDead(owner)).toBe(false)
  },
)
