/** How builtins are called, as bash tells whoever calls them wrongly (`help -s`). */
export const usage: Readonly<Record<string, string>> = {
  alias: 'alias [-p] [name[=value] ... ]',
  bg: 'bg [job_spec ...]',
  builtin: 'builtin [shell-builtin [arg ...]]',
  cd: 'cd [-L|[-P [-e]] [-@]] [dir]',
  command: 'command [-pVv] command [arg ...]',
  declare: 'declare [-aAfFgiIlnrtux] [name[=value] ...] or declare -p [-aAfFilnrtux] [name ...]',
  dirs: 'dirs [-clpv] [+N] [-N]',
  disown: 'disown [-h] [-ar] [jobspec ... | pid ...]',
  echo: 'echo [-neE] [arg ...]',
  enable: 'enable [-a] [-dnps] [-f filename] [name ...]',
  eval: 'eval [arg ...]',
  exec: 'exec [-cl] [-a name] [command [argument ...]] [redirection ...]',
  exit: 'exit [n]',
  export: 'export [-fn] [name[=value] ...] or export -p',
  fg: 'fg [job_spec]',
  getopts: 'getopts optstring name [arg ...]',
  hash: 'hash [-lr] [-p pathname] [-dt] [name ...]',
  help: 'help [-dms] [pattern ...]',
  history: 'history [-c] [-d offset] [n] or history -anrw [filename] or history -ps arg [arg...]',
  jobs: 'jobs [-lnprs] [jobspec ...] or jobs -x command [args]',
  kill: 'kill [-s sigspec | -n signum | -sigspec] pid | jobspec ... or kill -l [sigspec]',
  let: 'let arg [arg ...]',
  local: 'local [option] name[=value] ...',
  mapfile:
    'mapfile [-d delim] [-n count] [-O origin] [-s count] [-t] [-u fd] [-C callback] [-c quantum] [array]',
  popd: 'popd [-n] [+N | -N]',
  printf: 'printf [-v var] format [arguments]',
  pushd: 'pushd [-n] [+N | -N | dir]',
  pwd: 'pwd [-LP]',
  read: 'read [-ers] [-a array] [-d delim] [-i text] [-n nchars] [-N nchars] [-p prompt] [-t timeout] [-u fd] [name ...]',
  readarray:
    'readarray [-d delim] [-n count] [-O origin] [-s count] [-t] [-u fd] [-C callback] [-c quantum] [array]',
  readonly: 'readonly [-aAf] [name[=value] ...] or readonly -p',
  return: 'return [n]',
  set: 'set [-abefhkmnptuvxBCEHPT] [-o option-name] [--] [-] [arg ...]',
  shift: 'shift [n]',
  shopt: 'shopt [-pqsu] [-o] [optname ...]',
  source: 'source filename [arguments]',
  '.': '. filename [arguments]',
  test: 'test [expr]',
  times: 'times',
  trap: 'trap [-lp] [[arg] signal_spec ...]',
  type: 'type [-afptP] name [name ...]',
  typeset: 'typeset [-aAfFgiIlnrtux] name[=value] ... or typeset -p [-aAfFilnrtux] [name ...]',
  ulimit: 'ulimit [-SHabcdefiklmnpqrstuvxPRT] [limit]',
  umask: 'umask [-p] [-S] [mode]',
  unalias: 'unalias [-a] name [name ...]',
  unset: 'unset [-f] [-v] [-n] [name ...]',
  wait: 'wait [-fn] [-p var] [id ...]',
}

/** Letters of options that builtins have; what is not named here looks at its arguments itself. */
const letters: Readonly<Record<string, string>> = {
  alias: 'p',
  cd: 'LPe@',
  command: 'pVv',
  declare: 'aAfFgiIlnrtuxp',
  dirs: 'clpv',
  disown: 'ahr',
  export: 'fnp',
  hash: 'lrpdt',
  jobs: 'lnprsx',
  local: 'aAfFgiIlnrtuxp',
  pwd: 'LP',
  readonly: 'aAfp',
  shopt: 'pqsuo',
  type: 'afptP',
  typeset: 'aAfFgiIlnrtuxp',
  umask: 'pS',
  unalias: 'a',
  unset: 'fnv',
  wait: 'fnp',
}

/** The first option that a builtin has not; undefined: it has them all. */
export const strangeOption = (name: string, args: readonly string[]): string | undefined => {
  const known = letters[name]
  if (known === undefined) return undefined
  for (const arg of args) {
    if (!/^-[^-]/.test(arg)) return /^--./.test(arg) ? '--' : undefined
    const strange = [...arg.slice(1)].find((letter) => !known.includes(letter))
    if (strange !== undefined) return `-${strange}`
  }
  return undefined
}
