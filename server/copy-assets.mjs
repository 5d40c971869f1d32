// Second step of `npm run build`: what tsc leaves behind (Lua scripts and the like) goes beside the
// compiled files. Writes dist/server/.built last; server/starboard.mjs trusts a build only with it.
import { cpSync, writeFileSync } from 'node:fs'
import { basename, dirname, extname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

const home = resolve(dirname(fileURLToPath(import.meta.url)), '..')
const compiledOrProse = new Set(['.ts', '.tsx', '.mjs', '.md'])

const isAsset = (path) =>
  !compiledOrProse.has(extname(path)) && !basename(path).startsWith('tsconfig')

for (const folder of ['server', 'shared']) {
  cpSync(join(home, folder), join(home, 'dist', folder), { recursive: true, filter: isAsset })
}
writeFileSync(join(home, 'dist', 'server', '.built'), '')
