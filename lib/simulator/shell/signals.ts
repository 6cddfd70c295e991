/** In Linux's order, from 1 on. */
const names = (
  'HUP INT QUIT ILL TRAP ABRT BUS FPE KILL USR1 SEGV USR2 PIPE ALRM TERM STKFLT CHLD CONT STOP TSTP TTIN TTOU URG ' +
  'XCPU XFSZ VTALRM PROF WINCH IO PWR SYS'
).split(' ')

/** `9`, `KILL`, `sigkill` as `KILL`; undefined for what is no signal. */
export const signalNamed = (text: string): string | undefined => {
  if (/^\d+$/.test(text)) return names[Number(text) - 1]
  const name = text.toUpperCase().replace(/^SIG/, '')
  return names.includes(name) ? name : undefined
}

/** How a process exits that a signal has ended: with 128 and its number; by TERM where none is named. */
export const statusOfSignal = (name = 'TERM'): number => 129 + names.indexOf(name)
