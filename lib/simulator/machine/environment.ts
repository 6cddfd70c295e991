import type { User } from './types'

/** What sudo's secure_path and a root login give. */
export const rootPath = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'

/** What sshd and login give, as Debian ships them: no sbin for ordinary users. */
export const loginEnvironment = (user: User): Record<string, string> => ({
  HOME: user.home,
  USER: user.name,
  LOGNAME: user.name,
  SHELL: '/bin/bash',
  PATH: user.uid === 0 ? rootPath : '/usr/local/bin:/usr/bin:/bin:/usr/games',
})
