import { type Answer } from '../answer'

/** What a kubelet answers, as it comes through the API server: no Status, but plain text. */
export const refused = (status: number, body: string): Answer => ({
  status,
  contentType: 'text/plain; charset=utf-8',
  body,
})
