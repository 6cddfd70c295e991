const neverInText = /[\x00-\x06\x0e-\x1a\x1c-\x1f]/

/**
 * What a command wrote as bytes. Bytes that are no UTF-8 stand as latin1 in a string; they are told from text by control
 * characters that no text has.
 */
export const bytesOf = (output: string): Buffer => {
  const isBytes = neverInText.test(output) && !/[^\x00-\xff]/.test(output)
  return Buffer.from(output, isBytes ? 'latin1' : 'utf8')
}

const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** Bytes as text where they are UTF-8 and can be had back from it, else as latin1. */
export const textOf = (bytes: Buffer): string => {
  try {
    const text = strict.decode(bytes)
    if (!neverInText.test(text) || bytesOf(text).equals(bytes)) return text
  } catch {
    // No UTF-8.
  }
  return bytes.toString('latin1')
}
