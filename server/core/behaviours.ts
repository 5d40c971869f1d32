import type { Behaviour } from '../../shared/people.ts'
import type { Text } from '../../shared/views.ts'

const both = (zh: string, en: string): Text => ({ 'zh-CN': zh, en })

/** What a thank-you can be for without any line in a site file; each with three sentences. */
export const defaultBehaviours: readonly Behaviour[] = [
  {
    id: 'solved',
    name: both('一次解决', 'Solved first time'),
    sentences: [
      both(
        '一次解决 {value}，客户不用再打第二次，谢谢你。',
        '{value} solved first time: no one had to call again. Thank you.',
      ),
      both(
        '你多问了一句，问题当场就解决了，谢谢。',
        'One more question from you, and it was solved there and then. Thank you.',
      ),
      both(
        '达标是 {target}，你做到 {value}，客户省心了。',
        'The standard is {target}; you reached {value}. Customers feel it.',
      ),
    ],
  },
  {
    id: 'clear',
    name: both('讲得清楚', 'Clear'),
    sentences: [
      both(
        '{value} 的通话不急不拖，讲得清楚，谢谢你。',
        '{value} of your calls took the time they needed, no more. Clear work, thank you.',
      ),
      both(
        '复杂的事你一步一步讲明白了，谢谢。',
        'You made a complicated thing plain, step by step. Thank you.',
      ),
      both(
        '客户听完就知道怎么办，这很难得。',
        'The customer knew what to do when you were done. That is rare.',
      ),
    ],
  },
  {
    id: 'patient',
    name: both('有耐心', 'Patient'),
    sentences: [
      both(
        '满意度 {value}，客户感受到了你的耐心，谢谢。',
        '{value} of your customers were satisfied: your patience came through. Thank you.',
      ),
      both(
        '客户着急，你没有急，谢谢你稳住了这通电话。',
        'The customer was upset and you stayed calm. Thank you for holding that call.',
      ),
      both(
        '达标是 {target}，你做到 {value}，每一位都认真听完。',
        'The standard is {target}; you reached {value}, hearing everyone out.',
      ),
    ],
  },
  {
    id: 'helped',
    name: both('帮同事', 'Helped a colleague'),
    sentences: [
      both(
        '这周你帮了同事 {value}，大家都记得，谢谢。',
        'You helped colleagues {value} times this week. They remember. Thank you.',
      ),
      both(
        '忙的时候你还顾着旁边的同事，谢谢你。',
        'Busy as it was, you looked after the colleague beside you. Thank you.',
      ),
      both(
        '你分享的办法，今天已经有人用上了。',
        'What you shared is already of use to someone today.',
      ),
    ],
  },
  {
    id: 'followedUp',
    name: both('主动跟进', 'Followed up'),
    sentences: [
      both(
        '说好的回访都做到了，{value}，谢谢你守信。',
        'Every follow-up you promised was done: {value}. Thank you for keeping your word.',
      ),
      both(
        '没等客户催，你先打了过去，谢谢。',
        'You called before the customer had to ask. Thank you.',
      ),
      both(
        '你把这件事一直跟到了头，客户放心了。',
        'You saw it through to the end, and the customer could let go of it.',
      ),
    ],
  },
  {
    id: 'standard',
    name: both('守住规范', 'Kept the standard'),
    sentences: [
      both(
        '质检 {value}，达标线 {target}，该做的一步没少，谢谢。',
        'Quality {value}, with {target} asked for: not a step left out. Thank you.',
      ),
      both(
        '该核实的你都核实了，客户的信息很安全。',
        'You checked all that must be checked; the customer’s data was safe with you.',
      ),
      both(
        '再忙也按规范来，谢谢你守住了这条线。',
        'By the book even on a busy day. Thank you for holding that line.',
      ),
    ],
  },
]
