/** What Go says of a text that is not in base64: where it ceases to be. */
export function base64Mistake(text: string): string {
  const wrong = text.search(/[^A-Za-z0-9+/\r\n]/)
  const at = wrong === -1 ? text.length - (text.length % 4) : wrong
  return `illegal base64 data at input byte ${at}`
}
