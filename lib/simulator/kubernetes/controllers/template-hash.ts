/** FNV-1a over the template, written in the letters that Kubernetes allows itself. */
export function templateHash(data: object): string {
  let hash = 0x811c9dc5
  for (const byte of Buffer.from(JSON.stringify(data)))
    hash = Math.imul(hash ^ byte, 0x01000193) >>> 0
  const alphabet = 'bcdfghjklmnpqrstvwxz2456789'
  return [...String(hash)].map((digit) => alphabet[digit.charCodeAt(0) % alphabet.length]).join('')
}
