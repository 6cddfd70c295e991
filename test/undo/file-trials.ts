import { root } from '../../lib/host/command'
import { fileRemoved, fileWritten, lineAdded, textReplaced } from '../../lib/host/file-changes'
import { type Trial } from './trial'

const path = '/etc/default/some file'
const there = root`
  mkdir -p /etc/default
  printf 'FLAGS=a.*b/c\n' > ${path}
  chmod 640 ${path}`
const written = { path, content: 'ours', mode: '600' }

export const trialsOfFiles: readonly Trial[] = [
  { change: fileWritten({ ...written, what: 'a file' }), given: there },
  { change: fileWritten({ ...written, what: 'a file where there was none' }) },
  {
    change: fileWritten({ ...written, what: 'a file that others write meanwhile' }),
    meanwhile: root`echo theirs > ${path}`,
    stays: ['/etc/default', path],
  },
  { change: fileRemoved({ path, what: 'no file' }), given: there },
  { change: textReplaced({ path, what: 'a text', from: 'a.*b/c', to: 'x&y' }), given: there },
  {
    change: lineAdded({ what: 'a line', path: '/etc/hosts', line: '1.2.3.4 x', key: 'x' }),
    meanwhile: root`echo '10.0.0.7 theirs' >> /etc/hosts`,
    stays: ['/etc/hosts'],
  },
]
