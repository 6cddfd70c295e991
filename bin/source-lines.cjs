// Where each place of what a source was compiled to stands in the source: a line of numbers for each line of JavaScript, three
// for each piece: its column there, its line and column in the source, all from 0. A source map says the same; it is a
// riddle that is solved once here, and not with the first stack trace of each start.

const digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'

/** Of a source map of one source. */
exports.linesOf = ({ mappings }) => {
  let [line, column] = [0, 0]
  return mappings.split(';').map((pieces) => {
    let generated = 0
    return pieces.split(',').flatMap((piece) => {
      const [ahead = 0, , down, right] = numbersIn(piece)
      generated += ahead
      if (down === undefined) return []
      line += down
      column += right
      return [generated, line, column]
    })
  })
}

/** The piece that a place is in, or the last one before it: its line and column in the source. */
exports.placeIn = (lines, line, column) => {
  for (let at = Math.min(line, lines.length - 1); at >= 0; at--) {
    const pieces = lines[at]
    for (let i = pieces.length - 3; i >= 0; i -= 3)
      if (at < line || pieces[i] <= column) return { line: pieces[i + 1], column: pieces[i + 2] }
  }
  return undefined
}

/** Base 64, five bits a digit, the lowest first; the sixth bit says that there is more, the lowest is the sign. */
function numbersIn(text) {
  const numbers = []
  let [value, shift] = [0, 0]
  for (const character of text) {
    const digit = digits.indexOf(character)
    value += (digit & 31) << shift
    shift += 5
    if (digit & 32) continue
    numbers.push(value & 1 ? -(value >> 1) : value >> 1)
    value = shift = 0
  }
  return numbers
}
