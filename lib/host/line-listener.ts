/** Turns chunks of text into calls with whole lines; a last line without its end is not heard. */
export function lineListener(heard: (line: string) => void): (chunk: string) => void {
  let rest = ''
  return (chunk) => {
    const lines = (rest + chunk).split('\n')
    rest = lines.pop() ?? ''
    lines.forEach(heard)
  }
}
