import type { Call, Verb } from '../call'
import { KubectlFailure } from '../failure'
import type { ApiObject } from '../objects'
import { change, changeFlags, report, strategicPatch } from '../report'
import { fetchObjects, readSelections, selectionFlags } from '../selection'
import { readPair } from './pairs'

interface Container {
  readonly name: string
  readonly image?: string
  readonly env?: readonly EnvVar[]
}

interface EnvVar {
  readonly name: string
  readonly value?: string
  readonly $patch?: 'delete'
}

/** What is to be changed of each container; undefined: nothing. */
type Edit = (container: Container) => Container | undefined

/** `set image` and `set env`: the containers of a pod template changed by a patch. */
export const set: Verb = {
  name: 'set',
  flags: {
    ...selectionFlags,
    ...changeFlags,
    'containers|c': 'value',
    list: 'switch',
    'env|e': 'value',
  },
  async run(call) {
    const [what = '', ...words] = call.line.words
    if (what !== 'image' && what !== 'env')
      throw new KubectlFailure(
        `error: unknown command ${JSON.stringify(what)}\nSee 'kubectl set -h' for help and examples`,
      )
    const isChange = (word: string): boolean => word.includes('=') || /^[A-Za-z_]\w*-$/.test(word)
    const changes = [...words.filter(isChange), ...call.line.values('env')]
    const lists = what === 'env' && call.line.is('list')
    if (changes.length === 0 && !lists)
      throw new KubectlFailure(
        what === 'image'
          ? 'error: at least one image update is required'
          : 'error: at least one environment variable must be provided',
      )
    for (const selection of readSelections(
      call,
      words.filter((word) => !isChange(word)),
    ))
      for (const object of await fetchObjects(call, selection))
        await call.attempt(async () => {
          if (lists) return list(call, object)
          await edit(
            call,
            object,
            what === 'image' ? newImages(object, changes) : newEnv(changes),
            what,
          )
        })
  },
}

const containersOf = ({ spec }: ApiObject): readonly Container[] =>
  (spec as { template?: { spec: { containers: Container[] } } }).template?.spec.containers ?? []

function newImages(object: ApiObject, changes: readonly string[]): Edit {
  const wanted = new Map(changes.map((text) => text.split('=') as [string, string]))
  for (const name of wanted.keys())
    if (name !== '*' && !containersOf(object).some((container) => container.name === name))
      throw new KubectlFailure(`error: unable to find container named "${name}"`)
  return ({ name, image }) => {
    const next = wanted.get(name) ?? wanted.get('*')
    return next === undefined || next === image ? undefined : { name, image: next }
  }
}

function newEnv(changes: readonly string[]): Edit {
  const env = changes.map((text): EnvVar => {
    const { key: name, value } = readPair(text)
    return value === undefined ? { name, $patch: 'delete' } : { name, value }
  })
  return (container) => {
    const has = ({ name, value }: EnvVar): boolean =>
      (container.env ?? []).find((each) => each.name === name)?.value === value
    return env.every(has) ? undefined : { name: container.name, env }
  }
}

async function edit(call: Call, object: ApiObject, editOf: Edit, what: string): Promise<void> {
  const containers = containersOf(object).flatMap((container) => editOf(container) ?? [])
  if (containers.length === 0) return
  const body = { spec: { template: { spec: { containers } } } }
  report(
    call,
    await change(call, 'PATCH', object, { contentType: strategicPatch, body }),
    `${what} updated`,
  )
}

function list(call: Call, object: ApiObject): void {
  for (const { name, env = [] } of containersOf(object)) {
    call.print(`# ${object.kind} ${object.metadata.name}, container ${name}`)
    for (const each of env) call.print(`${each.name}=${each.value ?? ''}`)
  }
}
