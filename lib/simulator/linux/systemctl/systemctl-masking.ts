import { accessDenied, suffixed, type SystemctlVerb } from './systemctl-call'

/** `mask` and `unmask`: a link to /dev/null where the unit's file would count. */
export const maskingVerb =
  (verb: 'mask' | 'unmask'): SystemctlVerb =>
  (names, { systemd, context, flags }) => {
    if (context.user.uid !== 0)
      return { stderr: accessDenied(`Failed to ${verb} unit`), exitCode: 1 }
    const { files } = systemd
    const isRuntime = flags.has('runtime')
    let stderr = ''
    for (const name of names.map(suffixed)) {
      context.altered(`unit ${name}: ${verb}`)
      if (verb === 'unmask') {
        stderr += files
          .unmask(name, isRuntime, context.fs)
          .map((link) => `Removed "${link}".\n`)
          .join('')
        continue
      }
      if (files.find(name) === undefined && !files.isMasked(name))
        stderr += `Unit ${name} does not exist, proceeding anyway.\n`
      const made = files.mask(name, isRuntime, context.fs)
      if (made === 'taken')
        return {
          stderr: `${stderr}Failed to mask unit: File ${files.maskOf(name, isRuntime)} already exists.\n`,
          exitCode: 1,
        }
      if (made === 'made')
        stderr += `Created symlink ${files.maskOf(name, isRuntime)} → /dev/null.\n`
    }
    return { stderr }
  }
