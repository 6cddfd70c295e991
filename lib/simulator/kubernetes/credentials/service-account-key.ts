import { createHash, createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto'

/**
 * What every simulated cluster signs its service accounts' tokens with. It protects nothing, and is the same for all: to find
 * one takes longer than all else that a cluster is made of.
 */
export const serviceAccountKey: KeyObject = createPrivateKey({
  format: 'jwk',
  key: {
    kty: 'RSA',
    n: [
      'wMF4lt7LC7Asp-FnDkz14it39dV27uebchpiKTyCVj5-CSk2G02YzUtjXEaunEzBWLyUFNWpKAKuACttWBKycSl4hOdSb8lXWNct',
      'dYXyWypsR94HyCEynbwdTxlcu-n0IEaK0WaWAHJFi77oXxDxXuC18A-pVZyGde2O0984DR2KokwA2SRKBvC_WzaY5yi6luV9C1nm',
      'ERHA7HLDb3joC7qz1HkvjJNqwk_i8uIxcEz9VRiVMc4ELzh7-VSzRl6vr7A0-u0b6l3ovF5ubOfHf8YsT0avHC84ffJiuWRZ8dH2',
      'Kqepfm8T7fY6TjuZTNN1lSVFjs0awnw5UuJt891toQ',
    ].join(''),
    e: 'AQAB',
    d: [
      'CCq6WgQXDMf6YGORuv6iRWKrmsAgYadxA-Dfy1j7ub08mFVFbFs5j-sziseY4tjysTiOOqLB38bbSfkNETf7lQVZjKIDcWaRu5sk',
      'WzAhcGDoBRSAdmeHrjy37i_IKNMVC6AJhi1HSj4NOcpNLKf6Xhd9xe3X8h9naAw4arwwswd8S6D4RQMKsci7g9YriYx2VswAKPB9',
      'zskMPHaGfJZ80hJiwJaFaUAwYMsFrd5PG3ymrp8XGIhx0sPADliNROsF7sLnwo81dTfyN2yE1fR2bvyXLwHIlUZ6E9acfVGcNs6N',
      'OLiW9itoSaL-ZeCJhByUgFz1mf9NKSVAA2HT-KPJEQ',
    ].join(''),
    p: [
      '6tFDZYf8dGrsp3ZZ3bJPpSf7NJM0SJRc_DMNRMGXzLq6gnOMEcnHi9MecO7olsQDpUe4yBKdw-_q24xzEkhAn89hA4Ulyfk_pWy9',
      'lWdVDALOlW3cpgw0byt6j5dEzGvHsb0jfTaM2gfXVad7w6shYph1rNrKCqS1WcezltIqOIk',
    ].join(''),
    q: [
      '0iTcFhkkW6z8h2V6oBTJmv-m0vNN535VNQ_N6MjBm5lapspNTD9u_xa1H8nZBAvv5mvBgcmyoG669l1KZZlwA2ddmLiBx_T_zHwd',
      'Al-M15yuALXbAs-TlrOZpx33H2fGo-pvBUgmOShEXevsiRLgyHn1UlEkibPDCFPP3vK0Flk',
    ].join(''),
    dp: [
      'B8HT_SWp5Fqn6LxTKay7TtRsSwdV4dPs4nP5Sz0t-5hrkuWoSeolimv2BHsP-fMNv8cHxqw-w_tIAeq43nC-mcjrBoe-gNaYEKnv',
      '9WCNgbESDAOuF1ot3UJNcTLpFeu1lByQcJF9w7IgnfbDcupTVwN8V7J-nC1mxEmBmEjnFik',
    ].join(''),
    dq: [
      'rvp2MAhbV-Kgm3UKOEVW4bNCC6EAG2P8OySfxdd0LsXwz7TfzD99gvY7du6xv0bZSTosdI-oJyJMl1ty2Up8FLl7G_F2TzNX08L8',
      'vL8nHVmfIYRLivmg4PlHVfoDjajxpAdOzk0XVryKwNHzsOeBOC0k8pgSHn8KROLU0cWx4nE',
    ].join(''),
    qi: [
      'GD-QZkeYbbmoqmUB9gqThNfR1-tA4fmLO4BNs6JNjtTiYGCyiagwCStYMRhlgZ9Q7rNlUhD-mFrnaC3MeJHWZ9C4KA7S2YXX-eRL',
      'rysxoG9WS8HAQnadVlz_Tzudy4BKDZ0q3-mPaeDLjvi1uyZUVQPw5vo2VKA_IdgVV1r97bg',
    ].join(''),
  },
})

/** What their signatures are checked with. */
export const serviceAccountPublicKey = createPublicKey(serviceAccountKey)

/** By which those who check a token know the key: the digest of its public half, as kubernetes/pkg/serviceaccount makes it. */
export const serviceAccountKeyId = createHash('sha256')
  .update(serviceAccountPublicKey.export({ type: 'spki', format: 'der' }))
  .digest('base64url')
