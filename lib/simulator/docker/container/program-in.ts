import { loginEnvironment } from '../../machine/environment'
import type { Machine } from '../../machine/machine'
import { findExecutable } from '../../machine/process/executables'
import type { Found } from '../../shell/world'

/** What a container has under the name of a program, as runc looks for it: root's PATH, from the root directory. */
export function programIn(inside: Machine, name: string): Found {
  const { PATH: path = '' } = loginEnvironment(inside.user('root'))
  return findExecutable(inside, inside.fs, { name, path, cwd: '/' })
}

/** runc's words for a program that is not there, or that nobody may run. */
export function whyNotRun(
  name: string,
  missing: Extract<Found, { missing: string }>['missing'],
): string {
  if (missing === 'not executable' || missing === 'a directory') return 'permission denied'
  return name.includes('/')
    ? `stat ${name}: no such file or directory`
    : 'executable file not found in $PATH'
}
