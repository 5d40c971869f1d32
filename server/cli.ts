import { Command } from 'commander'
import { registerLedger } from './cli/ledger.ts'
import { registerImport } from './cli/import.ts'
import { registerReplay } from './cli/replay.ts'
import { registerReport } from './cli/report.ts'
import { packageVersion } from './packageRoot.ts'

const program = new Command('starboard')
  .description('Real-time wallboard for service floors')
  .version(packageVersion())
  .showHelpAfterError()

program
  .command('start', { isDefault: true })
  .description('Start the server; settings come from the environment, see .env.example')
  .action(async () => {
    const { serve, settingsOf } = await import('./cli/serve.ts')
    await serve(() => ({ environment: settingsOf() }))
  })

program
  .command('dev')
  .description('Start the server with hot reload of server and client on one port')
  .action(async () => {
    const { serve, settingsOf } = await import('./cli/serve.ts')
    await serve(() => ({ environment: settingsOf(), hotReload: true }))
  })

program
  .command('demo')
  .description('A simulated floor through the whole real pipeline, on this machine alone')
  .option('--speed <factor>', 'how many times faster than real time the floor runs', '1')
  .option('--seed <number>', 'which floor: the same number gives the same one', '1')
  .action(async (options: { readonly speed: string; readonly seed: string }) => {
    const { serve, settingsOf } = await import('./cli/serve.ts')
    const { demoServer } = await import('./cli/demo.ts')
    await serve(() => demoServer(settingsOf, options))
  })

registerImport(program)
registerReplay(program)
registerReport(program)
registerLedger(program)

await program.parseAsync()
