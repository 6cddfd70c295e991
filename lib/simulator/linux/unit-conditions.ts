import type { Machine } from '../machine/machine'
import type { UnitFile } from './unit-file'

type Test = (machine: Machine, value: string) => boolean

const isDirectory: Test = ({ fs }, path) => fs.exists(path) && fs.stat(path).kind === 'directory'

/** The conditions of systemd.unit(5) that can be told from files and names. */
const tests: Readonly<Record<string, Test>> = {
  ConditionPathExists: ({ fs }, path) => fs.exists(path),
  ConditionPathIsDirectory: isDirectory,
  ConditionDirectoryNotEmpty: (machine, path) =>
    isDirectory(machine, path) && machine.fs.list(path).length > 0,
  ConditionFileNotEmpty: ({ fs }, path) =>
    fs.exists(path) && fs.stat(path).kind === 'file' && fs.stat(path).size > 0,
  ConditionFileIsExecutable: ({ fs }, path) =>
    fs.exists(path) && fs.stat(path).kind === 'file' && fs.mayAccess(path, 1),
  ConditionPathExistsGlob: (machine, pattern) => matchesGlob(machine, pattern),
  ConditionHost: ({ hostname }, name) => hostname === name,
}

/** The first condition that keeps a unit from starting; `|` marks those of which one suffices. */
export function unmetCondition(machine: Machine, file: UnitFile): string | undefined {
  const met = ([key, value]: readonly [string, string]): boolean => {
    const [, inverted, subject = ''] = /^\|?(!?)(.*)$/.exec(value) ?? []
    return (tests[key]?.(machine, subject) ?? true) !== (inverted === '!')
  }
  const conditions = file.startingWith('Unit', 'Condition')
  const triggers = conditions.filter(([, value]) => value.startsWith('|'))
  const needed = conditions.filter(([, value]) => !value.startsWith('|'))
  const unmet = needed.find((each) => !met(each)) ?? (triggers.some(met) ? undefined : triggers[0])
  return unmet && `${unmet[0]}=${unmet[1]}`
}

function matchesGlob({ fs }: Machine, pattern: string): boolean {
  const [directory = '', name = ''] = [/^.*(?=\/)/.exec(pattern)?.[0], /[^/]*$/.exec(pattern)?.[0]]
  const form = new RegExp(
    `^${name
      .replace(/[.+^${}()|\\]/g, '\\$&')
      .replace(/\*/g, '.*')
      .replace(/\?/g, '.')}$`,
  )
  return fs.exists(directory) && fs.list(directory).some((entry) => form.test(entry))
}
