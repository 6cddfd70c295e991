import { Bash, type Command, getCommandNames } from 'just-bash'

/** The names of just-bash's own commands. */
export const bundledCommands: ReadonlySet<string> = new Set(getCommandNames())

/**
 * just-bash's own commands themselves. It hands them out in one way only, `origCommand`, which makes a second guarded
 * context for each call of a command in its place; so they are taken from a shell's table.
 */
const table = Reflect.get(new Bash({ files: {} }), 'commands') as ReadonlyMap<string, Command>

export const bundledCommand = (name: string): Command => {
  const command = table.get(name)
  if (!command) throw new Error(`just-bash has no ${name} of its own.`)
  return command
}
