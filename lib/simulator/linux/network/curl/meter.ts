/** What curl shows of its progress when its output is no terminal and it is not to be silent. */
export const meterHead =
  '  % Total    % Received % Xferd  Average Speed   Time    Time     Time  Current\n                                 Dload  Upload   Total   Spent    Left  Speed\n'

const never = '--:--:-- --:--:-- --:--:--'

/** Before anything has come. */
export const idleRow = `\r  0     0    0     0    0     0      0      0 ${never}     0`

/** All has come. */
export function doneRow(received: number, sent: number, seconds: number): string {
  const speed = (bytes: number): string => size(Math.floor(bytes / Math.max(seconds, 0.001)))
  const part = (bytes: number): string => `${bytes > 0 ? '100' : '  0'} ${size(bytes)}`
  const total = `100 ${size(received + sent)}`
  return `\r${total}  ${part(received)}  ${part(sent)}  ${speed(received)}  ${speed(sent)} ${never} ${speed(received + sent)}\n`
}

/** `-f` has looked at the status alone. */
export const refusedRow = (size_: number): string =>
  `\r  0 ${size(size_)}    0     0    0     0      0      0 ${never}     0\n`

/** Five columns, as curl's max5data. */
function size(bytes: number): string {
  if (bytes < 100_000) return String(bytes).padStart(5)
  if (bytes < 10_000 * 1024) return `${Math.floor(bytes / 1024)}k`.padStart(5)
  if (bytes < 100 * 1024 ** 2) return `${(bytes / 1024 ** 2).toFixed(1)}M`.padStart(5)
  return `${Math.floor(bytes / 1024 ** 2)}M`.padStart(5)
}

/** What `-#` shows in the end. */
export const wholeBar = `\r${'#'.repeat(72)} 100.0%\n`
