/** JSON as Go's encoder writes it: safe inside of HTML, and of JavaScript. */
export const goJson = (value: unknown): string => escapedAsInGo(JSON.stringify(value))

/** Escapes in a JSON text what Go escapes, which means the same. */
export const escapedAsInGo = (json: string): string =>
  /[<>&\u2028\u2029]/.test(json)
    ? json.replace(
        /[<>&\u2028\u2029]/g,
        (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`,
      )
    : json
