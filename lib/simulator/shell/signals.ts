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

/** Its number; TERM's where none is named. */
export const numberOfSignal = (name = 'TERM'): number => names.indexOf(name) + 1

/** How a process exits that a signal has ended: with 128 and its number; by TERM where none is named. */
export const statusOfSignal = (name?: string): number => 128 + numberOfSignal(name)

/** As `kill -l` shows all of them, five in a line; those of real time have their numbers behind two names. */
export const signalTable = (): string => {
  const realTime = (number: number): string =>
    number === 34
      ? 'RTMIN'
      : number === 64
        ? 'RTMAX'
        : number < 50
          ? `RTMIN+${number - 34}`
          : `RTMAX-${64 - number}`
  const all = [
    ...names.map((name, index) => [index + 1, name] as const),
    ...Array.from({ length: 31 }, (_, index) => [index + 34, realTime(index + 34)] as const),
  ]
  return all
    .map(
      ([number, name], index) =>
        `${String(number).padStart(2)}) SIG${name}${index % 5 === 4 || index === all.length - 1 ? '\n' : '\t'}`,
    )
    .join('')
}

const texts: readonly string[] = (
  'Hangup|Interrupt|Quit|Illegal instruction|Trace/breakpoint trap|Aborted|Bus error|Floating point exception|Killed|' +
  'User defined signal 1|Segmentation fault|User defined signal 2|Broken pipe|Alarm clock|Terminated'
).split('|')

/** What strsignal(3) says of those that end a process; undefined for any other number. */
export const signalText = (number: number): string | undefined => texts[number - 1]
