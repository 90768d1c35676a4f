/** Legal forms that companies carry behind their names. */
export const legalForms =
  "inc|incorporated|llc|llp|lp|ltd|limited|plc|corp|corporation|co|company|gmbh|ag|kg|ohg|ug|se|mbh|sa|sas|sarl|srl|spa|sl|slu|bv|nv|oy|oyj|ab|as|asa|aps|gesellschaft|aktiengesellschaft|kft|zrt|sro|doo|pty|pvt|pte|kk|ltda|eirl|group|holding";
