export type MetricId = 'offered' | 'answered' | 'abandoned' | 'asa' | 'connectionRate' | 'aht' | 'serviceLevel' | 'abandonRate' | 'occupancy' | 'waiting' | 'longestWait' | 'agentsByState' | 'handled'
