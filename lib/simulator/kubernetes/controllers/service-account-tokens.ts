import { type Secret, type ServiceAccount } from '../objects'
import { secrets, serviceaccounts } from '../resources/core'
import { secretToken } from '../credentials/service-account-token'
import { type ControllerContext } from './controller'
import { has } from '../release/changes'

const nameAnnotation = 'kubernetes.io/service-account.name'
const uidAnnotation = 'kubernetes.io/service-account.uid'

/** Gives a namespace its account `default`. Pods may be created as soon as it is there: it gets its token at once. */
export function createAccount(context: ControllerContext, namespace: string): void {
  const metadata = { name: 'default', namespace }
  const account: ServiceAccount = { kind: 'ServiceAccount', apiVersion: 'v1', metadata }
  const created = context.client.create(serviceaccounts, account)
  if (hasTokens(context)) keepToken(context, created, [])
}

/** Accounts have their tokens, tokens their accounts and their content. */
export function keepTokens(context: ControllerContext, namespace: string): void {
  const { client } = context
  const accounts = client.list(serviceaccounts, namespace)
  const tokens = client
    .list(secrets, namespace)
    .filter(({ type }) => type === 'kubernetes.io/service-account-token')
  for (const token of tokens) {
    const account = accounts.find((one) => isOf(token, one))
    if (account) fill(context, token, account)
    else client.delete(secrets, token.metadata)
  }
  if (hasTokens(context)) for (const account of accounts) keepToken(context, account, tokens)
}

/** Before 1.24 a service account has a secret with its token. */
const hasTokens = ({ release }: ControllerContext): boolean =>
  !has('LegacyServiceAccountTokenNoAutoGeneration', release.minor)

function isOf({ metadata }: Secret, account: ServiceAccount): boolean {
  const { [nameAnnotation]: name, [uidAnnotation]: uid } = metadata.annotations ?? {}
  return name === account.metadata.name && (uid === undefined || uid === account.metadata.uid)
}

function keepToken(
  context: ControllerContext,
  account: ServiceAccount,
  tokens: readonly Secret[],
): void {
  if (account.metadata.deletionTimestamp) return
  const isThere = ({ name }: { name: string }): boolean =>
    tokens.some(({ metadata }) => metadata.name === name)
  const { secrets: named = [] } = account
  const kept = named.filter((each) => isThere(each) || !isTokenName(account, each.name))
  if (kept.some(isThere)) return
  const change = (list: { name: string }[]): void =>
    void context.client.modify(serviceaccounts, account.metadata, (draft) => (draft.secrets = list))
  if (kept.length < named.length) change(kept)
  change([...kept, { name: createToken(context, account) }])
}

const isTokenName = ({ metadata }: ServiceAccount, name: string): boolean =>
  name.startsWith(`${metadata.name}-token-`)

function createToken(
  context: ControllerContext,
  { metadata: { name, namespace = '', uid = '' } }: ServiceAccount,
): string {
  const own = context.random.of(`token ${namespace}${name === 'default' ? '' : `/${name}`}`)
  const secret = `${name}-token-${own.text(5)}`
  const token: Secret = {
    kind: 'Secret',
    apiVersion: 'v1',
    metadata: {
      name: secret,
      namespace,
      annotations: { [nameAnnotation]: name, [uidAnnotation]: uid },
    },
    stringData: {
      ...publicContent(context, namespace),
      token: secretToken({ namespace, name, uid }, secret),
    },
    type: 'kubernetes.io/service-account-token',
  }
  return context.client.create(secrets, token).metadata.name
}

/** What is missing in a token is filled in, also in one that somebody has made. */
function fill(
  context: ControllerContext,
  { metadata, data }: Secret,
  account: ServiceAccount,
): void {
  const { namespace = '', name: secret } = metadata
  const { name, uid = '' } = account.metadata
  const complete = data?.token && data['ca.crt'] && data.namespace
  const wanted = complete
    ? data
    : inBase64({
        ...publicContent(context, namespace),
        token: secretToken({ namespace, name, uid }, secret),
      })
  context.client.modify(secrets, metadata, (draft) => {
    draft.data = wanted
    draft.metadata.annotations = { ...draft.metadata.annotations, [uidAnnotation]: uid }
  })
}

const publicContent = ({ pki }: ControllerContext, namespace: string): Record<string, string> => ({
  'ca.crt': pki.ca.certificate,
  namespace,
})

const inBase64 = (content: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(content).map(([key, value]) => [key, Buffer.from(value).toString('base64')]),
  )
