import type { Found } from '../../shell/world'
import type { FileSystem } from '../../file-system/file-system'
import type { Machine } from '../machine'
import { absolute } from '../../file-system/paths'

/** The file that exec(2) starts for a name: by its path, or by what stands in PATH. */
export const findExecutable = (
  machine: Machine,
  files: FileSystem,
  { name, path, cwd }: { readonly name: string; readonly path: string; readonly cwd: string },
): Found => {
  if (name.includes('/')) {
    const path = absolute(cwd, name)
    const obstacle = files.whyNotExecutable(path)
    return obstacle === undefined ? programAt(machine, path) : { missing: obstacle }
  }
  let missing: Found = { missing: 'nowhere' }
  for (const directory of path.split(':')) {
    const candidate = absolute(cwd, `${directory}/${name}`)
    const obstacle = files.whyNotExecutable(candidate)
    if (obstacle === undefined) return programAt(machine, candidate)
    if (obstacle === 'not executable') missing = { missing: obstacle }
  }
  return missing
}

const programAt = (machine: Machine, path: string): Found => {
  // Who may run a binary need not be able to read it.
  const content = machine.fs.read(path)
  const called = calledBy(content)
  if (called === undefined) return scriptOf(machine, content.toString('utf8'), path)
  const command = machine.command(called)
  return command ? { command, path } : { missing: 'no such file' }
}

const scriptOf = (machine: Machine, script: string, path: string): Found => {
  const [, interpreter] = /^#!\s*(\S+)/.exec(script) ?? []
  return interpreter === undefined || machine.fs.exists(absolute('/', interpreter))
    ? { script, path }
    : { missing: 'no interpreter', interpreter }
}

const form = /^#!\/bin\/sh\n\/bin\/\.(\S+) "\$@"\n/

/**
 * The text of an executable file that runs an installed command: also how a downloaded binary comes to life under a path of
 * its own. More may follow it.
 */
export const binaryOf = (name: string): string => `#!/bin/sh\n/bin/.${name} "$@"\n`

/** A file's content is a buffer of its own, which is replaced and never changed. */
const known = new WeakMap<Buffer, { readonly name: string | undefined }>()

/** The command that a binary's content calls; undefined for any other content. */
const calledBy = (content: Buffer): string | undefined => {
  let entry = known.get(content)
  if (!entry)
    known.set(content, (entry = { name: form.exec(content.toString('latin1', 0, 200))?.[1] }))
  return entry.name
}
