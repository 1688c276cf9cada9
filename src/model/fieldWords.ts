import { isSlipOf } from "../lib/slips.ts"

/** Names of columns of any list of any provider, and what people call such. `providers/fieldWords.test.ts` holds it to them. */
const words: readonly string[] = `
  acked acknowledged after analysed analysis annotations app appguid appname approval
  approvalstatus artifacts askedfor author bundles businessgroup category checksum ci cistatus
  component connection contentcount contentid contentids contents created createdby creator date
  decided decidedby dependencies dependencyids description descriptorid desired destination
  details devices digest download downloadurl engine entrypoint error examples executionid failed
  filename files filetype from guid id image images imagetag instance is keep keptonthedevice kind
  labels labelselector level license links login mediatype mimetype modified modifiedby name needs
  on ondevices onlyafter onzones organization organizationguid organizationname othertext own owner
  packageid packageidinthedescriptor packages packageurl place platform playbooks portal
  possibletransitions product project provider providersword publisher purl reason registryuser
  released releasedate releasedversions reportintheportal resourcetype resourceversion
  resultssentto role runs runsat safelevel said schema selector severity sha256 size
  softwareversion space spaceguid spacename state statedetails status storeimage subtenant
  succeeded tag tenant thisconnections timeout to took transitions type updated upgradablefrom
  upgradableto upgradesfrom upgradesupto upgradeto uploaded uploadedby uploadedbyid
  uploadedbylogin uploaderid uploadtimelimit username version versions vulnerabilities within
  zones
`
  .trim()
  .split(/\s+/)

/** Shorter words are a slip away from too much that is pasted: "lame:amd64" asks for no name. */
const longEnough = 5

/**
 * Whether a name before a colon, as far as it tells fields apart, is a column of some list of the app, or
 * one misspelt: who writes it means a condition, even where the list does not have it.
 */
export const isFieldWord = (name: string): boolean =>
  words.some(
    (word) =>
      word === name || (Math.min(word.length, name.length) >= longEnough && isSlipOf(word, name)),
  )
