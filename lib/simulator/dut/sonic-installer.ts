import type { CommandOutput, SimulatedCommand } from '../machine/types'
import { OsImages } from './os-images'

/** `sonic-installer`: the OS images of the device. */
export const sonicInstallerCommand: SimulatedCommand = {
  name: 'sonic-installer',
  run(args, { user, fs }) {
    if (user.uid !== 0)
      return { stderr: 'Root privileges required for this operation\n', exitCode: 1 }
    const [verb = '', ...rest] = args
    const value = rest.find((word) => !word.startsWith('-')) ?? ''
    const images = new OsImages(fs)
    switch (verb) {
      case 'list':
        return {
          stdout: `Current: ${images.current}\nNext: ${images.next}\nAvailable: \n${images.available().join('\n')}\n`,
        }
      case 'binary_version':
      case 'binary-version':
        return answering(() => `${images.nameIn(value)}\n`)
      case 'set-default':
      case 'set_default':
        return answering(() => (images.setDefault(value), ''))
      case 'install':
        return answering(
          () => `Installing image ${images.install(value)} and setting it as default...\nDone\n`,
        )
    }
    return { stderr: `Error: No such command "${verb}".\n`, exitCode: 2 }
  },
}

/** As click aborts. */
function answering(act: () => string): CommandOutput {
  try {
    return { stdout: act() }
  } catch (error) {
    return { stdout: `${(error as Error).message}\n`, stderr: 'Aborted!\n', exitCode: 1 }
  }
}
