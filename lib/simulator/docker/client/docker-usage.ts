/** How many words a verb needs, as its usage says it, and what it is for; texts of Docker 20.10's client. */
const usages: Readonly<
  Record<string, readonly [least: number, needs: string, form: string, purpose: string]>
> = {
  exec: [2, 'at least 2 arguments', '[OPTIONS] CONTAINER COMMAND [ARG...]', 'Run a command in a running container'],
  inspect: [1, 'at least 1 argument', '[OPTIONS] NAME|ID [NAME|ID...]', 'Return low-level information on Docker objects'],
  kill: [1, 'at least 1 argument', '[OPTIONS] CONTAINER [CONTAINER...]', 'Kill one or more running containers'],
  logs: [1, 'exactly 1 argument', '[OPTIONS] CONTAINER', 'Fetch the logs of a container'],
  pull: [1, 'exactly 1 argument', '[OPTIONS] NAME[:TAG|@DIGEST]', 'Pull an image or a repository from a registry'],
  restart: [1, 'at least 1 argument', '[OPTIONS] CONTAINER [CONTAINER...]', 'Restart one or more containers'],
  rm: [1, 'at least 1 argument', '[OPTIONS] CONTAINER [CONTAINER...]', 'Remove one or more containers'],
  rmi: [1, 'at least 1 argument', '[OPTIONS] IMAGE [IMAGE...]', 'Remove one or more images'],
  run: [1, 'at least 1 argument', '[OPTIONS] IMAGE [COMMAND] [ARG...]', 'Run a command in a new container'],
  start: [1, 'at least 1 argument', '[OPTIONS] CONTAINER [CONTAINER...]', 'Start one or more stopped containers'],
  stop: [1, 'at least 1 argument', '[OPTIONS] CONTAINER [CONTAINER...]', 'Stop one or more running containers'],
  tag: [2, 'exactly 2 arguments', 'SOURCE_IMAGE[:TAG] TARGET_IMAGE[:TAG]', 'Create a tag TARGET_IMAGE that refers to SOURCE_IMAGE'],
  wait: [1, 'at least 1 argument', 'CONTAINER [CONTAINER...]', 'Block until one or more containers stop, then print their exit codes'],
} // prettier-ignore

/** What the client says when words are missing; undefined when there are enough. */
export function tooFewWords(verb: string, given: number): string | undefined {
  const usage = usages[verb]
  if (!usage || given >= usage[0]) return undefined
  const [, needs, form, purpose] = usage
  return `"docker ${verb}" requires ${needs}.\nSee 'docker ${verb} --help'.\n\nUsage:  docker ${verb} ${form}\n\n${purpose}\n`
}
