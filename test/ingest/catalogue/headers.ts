import {group, june, names, type Case} from "./build.ts";

const taken = (name: string, content: string): Case => ({
  name,
  bare: true,
  drops: [{[names]: content}],
  wanted: {outcome: "accept", accepted: 1, quarantined: 0, facts: ["partners", "partner_id, name", [["P1", "One"]]]}
});
const refused = (name: string, content: string, says = "", file = names): Case => ({
  name,
  drops: [{[file]: content}],
  wanted: {outcome: "refuse", reason: "header", accepted: 0, says, final: {partners: 2, deals: 0}}
});

export const headers = group("header", [
  taken("names match in any case", "Partner_ID,NAME\nP1,One\n"),
  taken("columns stand in any order", "name,partner_id\nOne,P1\n"),
  taken("outer spaces are no part of a name", " partner_id , name \nP1,One\n"),
  taken("names may be quoted", '"partner_id","name"\nP1,One\n'),
  taken("a column that may be absent is absent", "partner_id,name\nP1,One\n"),
  {
    ...taken("an extra column is reported", "partner_id,name,salary\nP1,One,100\n"),
    wanted: {outcome: "accept", accepted: 1, warn: "unknown_column"}
  },
  {
    ...taken("nothing in an extra column makes a record bad", "partner_id,name,note\nP1,One,\u0007\n"),
    wanted: {outcome: "accept", accepted: 1, quarantined: 0, warn: "unknown_column"}
  },
  taken("extra columns may lie between the known ones", "a,partner_id,b,name,c\n1,P1,2,One,3\n"),
  refused("a name that stands twice is refused", "partner_id,name,name\nP1,One,Uno\n", "Duplicate header: name (column 3)"),
  refused(
    "names that differ in case only stand twice",
    "partner_id,name,NAME\nP1,One,Uno\n",
    "Duplicate header: NAME (column 3)"
  ),
  refused(
    "a missing name is told",
    "partner_id,title\nP1,One\n",
    "needs the header name, found partner_id, and column 2, which no table or mapping names"
  ),
  refused("a file without a header line is not read from its second line on", "P1,One\nP2,Two\n"),
  refused("a first line of values is not quoted", "a.person@b.example,+49 171 1234567\nP2,Two\n", "see columns 1 and 2"),
  refused("an invisible character in a name is told", "partner_id,na\u200bme\nP1,One\n"),
  refused("a letter of another script is another name", "p\u0430rtner_id,name\nP1,One\n"),
  refused("a blank is no underscore", "partner id,name\nP1,One\n"),
  {
    name: "a line end within a name counts as a space",
    bare: true,
    drops: [{"partners_2026-06-01.csv": '"partner_id\n",name,"x\ny"\nP1,One,2\n'}],
    wanted: {outcome: "accept", accepted: 1, quarantined: 0, facts: ["partners", "partner_id, name", [["P1", "One"]]]}
  },
  refused("a name of more than 200 characters is refused", `partner_id,name,${"x".repeat(201)}\nP1,One,2\n`),
  refused("the header of another table does not do", "partner_id,name\nP1,One\n", "deals needs the header", june),
  {
    name: "a file whose name begins with no table and whose headers fit no mapping is unknown",
    drops: [{"stock_2026-06-01.csv": "sku,count\nA,1\n"}],
    wanted: {outcome: "refuse", reason: "unknown_table", says: "found columns 1 and 2, which no table or mapping names"}
  },
  {
    name: "a name that only begins like a table's is unknown",
    drops: [{"dealsheet_2026-06-01.csv": "deal_id\nD1\n"}],
    wanted: {outcome: "refuse", reason: "unknown_table"}
  },
  {
    name: "a mapping is recognised by its headers, whatever the file is called",
    bare: true,
    drops: [{"export_2026-06-01.csv": "tier,partner_name,partner_id\ngold,One,P-1\n"}],
    wanted: {outcome: "accept", accepted: 1, facts: ["partners", "partner_id, name, tier", [["P-1", "One", "gold"]]]}
  },
  {
    name: "two names that are swapped with their columns are matched by name",
    drops: [{[june]: "deal_id,customer_id,partner_id,opened_on,status,amount\nD1,C1,P1,2026-01-02,open,5\n"}],
    wanted: {outcome: "accept", accepted: 1, facts: ["deals", "customer_id, partner_id", [["C1", "P1"]]]}
  }
]);
