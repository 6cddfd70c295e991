import { type Change } from './change'
import { type Secret } from '../testbed/testbed'
import { root } from './command'

/** Changes to single files. Their undos leave alone what somebody else has changed since, and say so. */
interface FileChange {
  readonly what: string
  /** Absolute. Followed where it is a symbolic link. */
  readonly path: string
}

/** A file of ours in place of whatever was there. Directories that are missing are made, and go again. */
export const fileWritten = (
  change: FileChange & {
    readonly content: string | Buffer | Secret
    /** Octal: `600`. */
    readonly mode: string
    /** `uid:gid` or names; default root. */
    readonly owner?: string
  },
): Change => ({
  what: change.what,
  keep: root`keep_file ${change.path}`,
  undo: root`
    put_back ${change.path}
    put_back_directories`,
  do: root`
    umask 077
    cat > "$ENTRY.content"
    umask 022
    leave_file ${change.path} "$ENTRY.content" ${change.mode} ${change.owner ?? '0:0'}`,
  stdin: change.content,
})

/** No file at that path. */
export const fileRemoved = ({ what, path }: FileChange): Change => ({
  what,
  keep: root`keep_file ${path}`,
  undo: root`put_back ${path}`,
  do: root`leave_nothing ${path}`,
})

/**
 * A line at the end of a file, in place of every line that has `key` among its words. Its undo takes only that
 * line out when the file was changed otherwise.
 */
export const lineAdded = ({
  what,
  path,
  line,
  key,
}: FileChange & { readonly line: string; readonly key: string }): Change => ({
  what,
  keep: root`keep_file ${path}`,
  undo: root`put_line_back ${path} ${line}`,
  do: root`add_line ${path} ${line} ${key}`,
})

/** One text of a file, all over, replaced by another. The change fails where the file does not contain it. */
export const textReplaced = ({
  what,
  path,
  from,
  to,
}: FileChange & { readonly from: string; readonly to: string }): Change => ({
  what,
  keep: root`keep_file ${path}`,
  undo: root`put_back ${path}`,
  do: root`replace_text ${path} ${from} ${sedReplacing(from, to)}`,
})

function sedReplacing(from: string, to: string): string {
  if (/\n/.test(from + to)) throw new Error('textReplaced works on single lines; use fileWritten')
  const pattern = from.replace(/[\\/.*[\]^$]/g, '\\$&')
  const replacement = to.replace(/[\\/&]/g, '\\$&')
  return `s/${pattern}/${replacement}/g`
}
