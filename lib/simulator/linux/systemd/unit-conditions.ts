import { fnmatch } from '../../machine/fnmatch'
import type { Machine } from '../../machine/machine'
import type { UnitFile } from './unit-file'

type Test = (machine: Machine, value: string) => boolean

const isDirectory: Test = ({ fs }, path) => fs.kindOf(path) === 'directory'

/** The conditions of systemd.unit(5) that can be told from files and names. */
const tests: Readonly<Record<string, Test>> = {
  ConditionPathExists: ({ fs }, path) => fs.exists(path),
  ConditionPathIsDirectory: isDirectory,
  ConditionDirectoryNotEmpty: (machine, path) =>
    isDirectory(machine, path) && machine.fs.list(path).length > 0,
  ConditionFileNotEmpty: ({ fs }, path) => fs.kindOf(path) === 'file' && fs.stat(path).size > 0,
  ConditionFileIsExecutable: ({ fs }, path) => fs.kindOf(path) === 'file' && fs.mayAccess(path, 1),
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

/** As glob(3) finds it: any part of the path may be a pattern. */
function matchesGlob(machine: Machine, pattern: string, below = '/'): boolean {
  const [part, ...rest] = pattern.split('/').filter(Boolean)
  if (part === undefined) return machine.fs.exists(below)
  if (!isDirectory(machine, below)) return false
  const form = fnmatch(part)
  return machine.fs
    .list(below)
    .filter((name) => form.test(name))
    .some((name) => matchesGlob(machine, rest.join('/'), `${below === '/' ? '' : below}/${name}`))
}
