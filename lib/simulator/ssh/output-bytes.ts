const neverInText = /[\x00-\x06\x0e-\x1a\x1c-\x1f]/

/**
 * What a command wrote as bytes. The shell hands over bytes that are no UTF-8 as latin1; they are told from text
 * by control characters that no text has.
 */
export const outputBytes = (output: string): Buffer => {
  const isBytes = neverInText.test(output) && !/[^\x00-\xff]/.test(output)
  return Buffer.from(output, isBytes ? 'latin1' : 'utf8')
}
