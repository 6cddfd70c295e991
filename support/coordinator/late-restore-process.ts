import { machinesText } from './end-text'
import { type Machines } from './machines'
import { exitCodes } from '../../lib/cli/exit-codes'

/** `late-restore-process.ts <machines module> <testbed file>` */
const restore = async (machinesModule: string, testbedFile: string): Promise<void> => {
  const { machines } = require(machinesModule) as { machines: Machines }
  const reports = await machines.restore(testbedFile)
  process.stderr.write(machinesText(reports, testbedFile))
  if (reports.some(({ restored }) => !restored)) process.exitCode = exitCodes.notRestored
}

const [machinesModule = '', testbedFile = ''] = process.argv.slice(2)
restore(machinesModule, testbedFile).catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = exitCodes.notRestored
})
