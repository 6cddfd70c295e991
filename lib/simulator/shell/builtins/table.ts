import type { Builtin } from './builtin'
import { declare, exportVariables, local, readonlyVariables } from './declaring'
import { cd, dirs, popd, pushd, pwd } from './directories'
import { breakLoop, continueLoop, evaluate, exit, leave, no, source, yes } from './flow'
import { background, disown, foreground, jobs, kill, wait } from './jobs'
import { trap } from './traps'
import { getopts } from './getopts'
import { alias, builtin, command, hash, type, unalias } from './lookup'
import { ulimit } from './limits'
import { echo, printf } from './printing'
import { mapfile, read } from './reading'
import { set, shopt, umask } from './settings'
import { bracket, test } from './test'
import { letArithmetic, shift, unset } from './variables'

/** The commands that the shell does itself; `exec` is part of how commands are run. */
export const builtins: ReadonlyMap<string, Builtin> = new Map<string, Builtin>([
  [':', yes],
  ['true', yes],
  ['false', no],
  ['.', source],
  ['source', source],
  ['eval', evaluate],
  ['exit', exit],
  ['return', leave],
  ['break', breakLoop],
  ['continue', continueLoop],
  ['echo', echo],
  ['printf', printf],
  ['test', test],
  ['[', bracket],
  ['read', read],
  ['mapfile', mapfile],
  ['readarray', mapfile],
  ['getopts', getopts],
  ['export', exportVariables],
  ['readonly', readonlyVariables],
  ['local', local],
  ['declare', declare],
  ['typeset', declare],
  ['unset', unset],
  ['shift', shift],
  ['let', letArithmetic],
  ['set', set],
  ['shopt', shopt],
  ['umask', umask],
  ['cd', cd],
  ['pwd', pwd],
  ['pushd', pushd],
  ['popd', popd],
  ['dirs', dirs],
  ['type', type],
  ['command', command],
  ['builtin', builtin],
  ['hash', hash],
  ['alias', alias],
  ['unalias', unalias],
  ['wait', wait],
  ['jobs', jobs],
  ['disown', disown],
  ['fg', foreground],
  ['bg', background],
  ['kill', kill],
  ['trap', trap],
  // Nothing of these has an effect that a script could see here.
  ['times', yes],
  ['history', yes],
  ['enable', yes],
  ['help', yes],
  ['ulimit', ulimit],
])

/** Their arguments are assignments where they look like it. */
export const declaring: ReadonlySet<string> = new Set([
  'export',
  'readonly',
  'local',
  'declare',
  'typeset',
])

/** To POSIX these are special: an assignment before them stays. */
export const specialBuiltins: ReadonlySet<string> = new Set(
  ': . break continue eval exec exit export readonly return set shift times trap unset'.split(' '),
)
