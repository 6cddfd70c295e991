/** GNU programs quote names by ‘these’ only where the locale has them; without LANG, as sshd gives none, by 'these'. */
export function inLocaleOf(env: Readonly<Record<string, string>>, message: string): string {
  if (!/[‘’]/.test(message)) return message
  const locale = env['LC_ALL'] || env['LC_CTYPE'] || env['LANG'] || 'C'
  return /utf-?8/i.test(locale) ? message : message.replace(/[‘’]/g, "'")
}
