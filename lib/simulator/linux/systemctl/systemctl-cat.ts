import { suffixed, type SystemctlVerb } from './systemctl-call'

/** `systemctl cat UNIT…`: the files of each, after a warning where systemd has others loaded. */
export const cat: SystemctlVerb = (names, { systemd, context }) => {
  const blocks: string[] = []
  let stderr = ''
  for (const name of names) {
    const unit = systemd.find(name)
    if (!unit) {
      stderr += `No files found for ${suffixed(name)}.\n`
      return { stdout: blocks.join('\n'), stderr, exitCode: 1 }
    }
    if (systemd.files.isMasked(unit.name)) {
      blocks.push(`# Unit ${unit.name} is masked.\n`)
      continue
    }
    if (systemd.needsReload(unit)) stderr += outdated(unit.name)
    const files = [unit.definition.fragment, ...systemd.files.dropIns(unit.name)]
    blocks.push(...files.map((file) => `# ${file}\n${context.machine.fs.readText(file)}`))
  }
  return { stdout: blocks.join('\n'), stderr }
}

const outdated = (unit: string): string =>
  `# Warning: ${unit} changed on disk, the version systemd has loaded is outdated.
# This output shows the current version of the unit's original fragment and drop-in files.
# If fragments or drop-ins were added or removed, they are not properly reflected in this output.
# Run 'systemctl daemon-reload' to reload units.
`
