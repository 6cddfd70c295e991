/** How a shell words its errors, and the few things in which they differ: Debian's sh is dash. */
export type Dialect = 'bash' | 'dash'
