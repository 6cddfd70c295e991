import { raw } from './command'

/** The end of an undo that goes on whatever fails: `$left` has what it could not put back. */
export const insistAllPutBack = raw(`if [ -n "$left" ]; then
      echo "not put back:$left. Next: see restore.log beside this script, then npx kubesonic restore"
      exit 1
    fi`)
