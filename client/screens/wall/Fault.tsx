import { useTranslation } from 'react-i18next'
import type { JoinRefusal } from '../../../shared/protocol/messages.ts'
import type { WallAddress } from '../../net/address.ts'
import styles from './Fault.module.css'

interface FaultProps {
  readonly reason: JoinRefusal['refused']
  readonly address: WallAddress
}

/** The screen is not set up: one line that says what to do, and the code. */
export function Fault({ reason, address }: FaultProps) {
  const { t } = useTranslation()
  return (
    <main className={styles.fault} role="alert">
      <h1>{t(`fault.${reason}`, { screen: address.screen, site: address.site })}</h1>
      <p>{reason}</p>
    </main>
  )
}
