/** Shorter texts, and lines of a secret, occur in innocent text. */
const shortest = 4

/**
 * Every form in which a secret may stand in a text: as it is, and each of its lines; escaped for JSON, once or twice;
 * for a URL; in base64, whatever stands before and after it there.
 */
export function formsOf(secret: string): string[] {
  const parts = [secret, secret.trim(), ...secret.split('\n').map((line) => line.trim())]
  const telling = parts.filter((part) => part.length >= shortest && !part.startsWith('-----'))
  const whole = secret.trim().length >= shortest ? [secret] : []
  return [...new Set([...whole, ...telling].flatMap((text) => encoded(text)))]
}

function encoded(text: string): string[] {
  const json = escaped(text)
  const url = encodeURIComponent(text)
  return [
    text,
    json,
    escaped(json),
    url,
    url.replace(/%[0-9A-F]{2}/g, (hex) => hex.toLowerCase()),
    url.replaceAll('%20', '+'),
    ...inBase64(text),
  ]
}

const escaped = (text: string): string => JSON.stringify(text).slice(1, -1)

/**
 * The characters that the text has for itself in base64, at each of the three places where it may begin within a group
 * of three bytes. (Those at its ends that it shares with its neighbours tell less than a byte.)
 */
function inBase64(text: string): string[] {
  const bytes = Buffer.from(text)
  return [0, 1, 2].flatMap((before) => {
    const shared = [0, 2, 3][before]!
    const whole = Buffer.concat([Buffer.alloc(before), bytes])
      .toString('base64')
      .replace(/=+$/, '')
    const incomplete = (before + bytes.length) % 3 !== 0
    const core = whole.slice(shared, incomplete ? -1 : undefined)
    const ofUrl = core.replaceAll('+', '-').replaceAll('/', '_')
    return core.length < shortest ? [] : [core, ofUrl]
  })
}
