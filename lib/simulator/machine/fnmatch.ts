/** What fnmatch(3) matches; `*` goes across slashes. */
export const fnmatch = (pattern: string, flags = ''): RegExp =>
  new RegExp(
    `^${pattern
      .replace(/[.+^${}()|]/g, '\\$&')
      .replace(/\*/g, '[^]*')
      .replace(/\?/g, '[^]')
      .replace(/\[!/g, '[^')}$`,
    flags,
  )
