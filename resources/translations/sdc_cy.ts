<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="cy_GB" sourcelanguage="en_GB">
<context>
    <name></name>
    <message>
        <source>1 formula</source>
        <translation>1 fformiwla</translation>
    </message>
    <message>
        <source>{n} formulas</source>
        <translation>{n} fformiwla</translation>
    </message>
    <message>
        <source>{symbol}  {why}; its result tells that number</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{symbol}  {why}; its result may tell a number</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} (kept by ssh-agent)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} (in {folder})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Policy: {title}</source>
        <translation>Polisi: {title}</translation>
    </message>
    <message>
        <source>Its cells are unsafe themselves and are withheld by *Protect all*.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It asks for nothing to be withheld; it tells you what to look at.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The rules</source>
        <translation>Y rheolau</translation>
    </message>
    <message>
        <source>On a sheet the arrow keys go from cell to cell, Shift with them selects, Ctrl+A selects all. F6 or Tab goes to the next part of the window. Shift+F1 explains what has the focus.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The keyboard</source>
        <translation>Y bysellfwrdd</translation>
    </message>
    <message>
        <source>Shortcuts</source>
        <translation>Bysellau byr</translation>
    </message>
    <message>
        <source>When.</source>
        <translation>Pryd.</translation>
    </message>
    <message>
        <source>Where it comes from.</source>
        <translation>O ble y daw.</translation>
    </message>
    <message>
        <source>What it cannot see:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The whole file</source>
        <translation>Y ffeil gyfan</translation>
    </message>
    <message>
        <source>1 hidden part stays in the file</source>
        <translation>Mae 1 rhan gudd yn aros yn y ffeil</translation>
    </message>
    <message>
        <source>{n} hidden parts stay in the file</source>
        <translation>Mae {n} rhan gudd yn aros yn y ffeil</translation>
    </message>
    <message>
        <source>Folder of the author</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Controls with code</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Content for older programs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Numbers in alternative texts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Path in an alternative text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Names of people</source>
        <translation>Enwau pobl</translation>
    </message>
    <message>
        <source>Broken defined names</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Numbers kept in a chart</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Chart with its own numbers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Workbook behind a chart</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remarks at defined names</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Limits in conditional formats</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Values in defined names</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Texts that contradict their numbers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Properties of other programs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Data of other programs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Defined names</source>
        <translation>Enwau diffiniedig</translation>
    </message>
    <message>
        <source>Cells away from the table</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Title, subject, remarks</source>
        <translation>Teitl, pwnc, sylwadau</translation>
    </message>
    <message>
        <source>Copies of another workbook</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Names for other workbooks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cells far away</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Who opened the file</source>
        <translation>Pwy agorodd y ffeil</translation>
    </message>
    <message>
        <source>What a filter looks for</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rows hidden by a filter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Numbers inside formulas</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Formulas that fetch data</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Formulas on other workbooks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Formulas over withheld cells</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Formulas on hidden cells</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Texts that run as formulas</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Formulas that change by themselves</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Formulas</source>
        <translation>Fformiwlâu</translation>
    </message>
    <message>
        <source>Leftovers of deleted data</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Text in the colour behind it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hidden by a conditional format</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hidden by a number format</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hidden sheet headings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hidden defined names</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hidden words in cells</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hidden window</source>
        <translation>Ffenestr gudd</translation>
    </message>
    <message>
        <source>Handwriting</source>
        <translation>Llawysgrifen</translation>
    </message>
    <message>
        <source>Links to local folders</source>
        <translation>Dolenni i ffolderi lleol</translation>
    </message>
    <message>
        <source>Sheet with macros</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Menus of its own</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Names of hidden cells</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is not read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Earlier versions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One row a person?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Organisation or manager</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Data of a deleted pivot table</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Link to the outside</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cells outside the print area</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>File larger than its content</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dates of birth?</source>
        <translation>Dyddiadau geni?</translation>
    </message>
    <message>
        <source>E-mail addresses?</source>
        <translation>Cyfeiriadau e-bost?</translation>
    </message>
    <message>
        <source>Names of people?</source>
        <translation>Enwau pobl?</translation>
    </message>
    <message>
        <source>NHS numbers?</source>
        <translation>Rhifau GIG?</translation>
    </message>
    <message>
        <source>National Insurance numbers?</source>
        <translation>Rhifau Yswiriant Gwladol?</translation>
    </message>
    <message>
        <source>Phone numbers?</source>
        <translation>Rhifau ffôn?</translation>
    </message>
    <message>
        <source>Postcodes?</source>
        <translation>Codau post?</translation>
    </message>
    <message>
        <source>Property numbers (UPRN)?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>People who commented</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Phonetic texts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>Lluniau</translation>
    </message>
    <message>
        <source>Data inside a picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Data of a pivot table</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Records of a pivot table</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Queries</source>
        <translation>Ymholiadau</translation>
    </message>
    <message>
        <source>Who printed it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Program that wrote it</source>
        <translation>Y rhaglen a&apos;i hysgrifennodd</translation>
    </message>
    <message>
        <source>Protection against editing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Values with fields behind them</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Users of a shared file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Slicer of a pivot table</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>More exact than shown</source>
        <translation>Yn fwy manwl nag a ddangosir</translation>
    </message>
    <message>
        <source>Tasks for people</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Numbers in text boxes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Picture of the first page</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Timeline of a pivot table</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>List of sheets and names</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Under merged cells</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Part that belongs to nothing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sheet that nothing lists</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Part that cannot be read</source>
        <translation>Rhan na ellir ei darllen</translation>
    </message>
    <message>
        <source>Part of an unknown sort</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Texts of deleted cells</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lists to choose from</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Watched cells</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add-ins</source>
        <translation>Ychwanegion</translation>
    </message>
    <message>
        <source>What-if table</source>
        <translation>Tabl beth-os</translation>
    </message>
    <message>
        <source>Remarks inside the file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Forms of XML sources</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remark at the end of the file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Data in empty folders</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Leftovers between the parts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Total of {cells}.</source>
        <translation>Cyfanswm {cells}.</translation>
    </message>
    <message>
        <source>Total of {cells}, because: {reason}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Part of the total {cells}{name}.</source>
        <translation type="unfinished">Rhan o&apos;r cyfanswm {cells}{name}.</translation>
    </message>
    <message>
        <source>{numerator} as a share of {denominator}, because: {reason}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>row {line}</source>
        <translation>rhes {line}</translation>
    </message>
    <message>
        <source>column {line}</source>
        <translation>colofn {line}</translation>
    </message>
    <message>
        <source>rows {a} to {b}</source>
        <translation>rhesi {a} i {b}</translation>
    </message>
    <message>
        <source>columns {a} to {b}</source>
        <translation>colofnau {a} i {b}</translation>
    </message>
    <message>
        <source>rows {lines}</source>
        <translation>rhesi {lines}</translation>
    </message>
    <message>
        <source>columns {lines}</source>
        <translation>colofnau {lines}</translation>
    </message>
    <message>
        <source>and {n} more</source>
        <translation>a {n} arall</translation>
    </message>
    <message>
        <source>{name} (not at hand)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{table}: no counterpart</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Earlier {text}</source>
        <translation>Cynharach: {text}</translation>
    </message>
    <message>
        <source>same period</source>
        <translation>yr un cyfnod</translation>
    </message>
    <message>
        <source>another period, only informative</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>period unclear</source>
        <translation>cyfnod aneglur</translation>
    </message>
    <message>
        <source>another period</source>
        <translation>cyfnod arall</translation>
    </message>
    <message>
        <source>no counterpart: said by the checker</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>only here</source>
        <translation>yma yn unig</translation>
    </message>
    <message>
        <source>only in the earlier release</source>
        <translation>yn y datganiad cynharach yn unig</translation>
    </message>
    <message>
        <source>a part of the other: {rest}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>revised</source>
        <translation>wedi&apos;i ddiwygio</translation>
    </message>
    <message>
        <source>row {place}</source>
        <translation>rhes {place}</translation>
    </message>
    <message>
        <source>column {place}</source>
        <translation>colofn {place}</translation>
    </message>
    <message>
        <source>records</source>
        <translation>cofnodion</translation>
    </message>
    <message>
        <source>tables</source>
        <translation>tablau</translation>
    </message>
    <message>
        <source>{n} of {all}</source>
        <translation>{n} o {all}</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>dim byd</translation>
    </message>
    <message>
        <source>Nothing is known of {cell}.</source>
        <translation>Nid oes dim yn hysbys am {cell}.</translation>
    </message>
    <message>
        <source>Severity</source>
        <translation>Difrifoldeb</translation>
    </message>
    <message>
        <source>Sheet</source>
        <translation>Dalen</translation>
    </message>
    <message>
        <source>Cells</source>
        <translation>Celloedd</translation>
    </message>
    <message>
        <source>Rule</source>
        <translation>Rheol</translation>
    </message>
    <message>
        <source>Decision</source>
        <translation>Penderfyniad</translation>
    </message>
    <message>
        <source>What was found</source>
        <translation>Yr hyn a ganfuwyd</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Tynnu</translation>
    </message>
    <message>
        <source>What it is</source>
        <translation>Beth ydyw</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>Ble</translation>
    </message>
    <message>
        <source>What somebody could learn</source>
        <translation>Yr hyn y gallai rhywun ei ddysgu</translation>
    </message>
    <message>
        <source>by hand</source>
        <translation>â llaw</translation>
    </message>
    <message>
        <source>{what}: only by hand</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{what}: goes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{what}: stays</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The program cannot take this out. Deal with it in the spreadsheet program, and open the workbook again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take this out of the file that is saved (Space)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Part: {name}</source>
        <translation>Rhan: {name}</translation>
    </message>
    <message>
        <source>Proof</source>
        <translation>Prawf</translation>
    </message>
    <message>
        <source>Cell</source>
        <translation>Cell</translation>
    </message>
    <message>
        <source>From</source>
        <translation>O</translation>
    </message>
    <message>
        <source>To</source>
        <translation>I</translation>
    </message>
    <message>
        <source>Because</source>
        <translation>Oherwydd</translation>
    </message>
    <message>
        <source>row {label}</source>
        <translation>rhes {label}</translation>
    </message>
    <message>
        <source>column {label}</source>
        <translation>colofn {label}</translation>
    </message>
    <message>
        <source>Opened</source>
        <translation>Agorwyd</translation>
    </message>
    <message>
        <source>Viewed</source>
        <translation>Gwelwyd</translation>
    </message>
    <message>
        <source>Exported</source>
        <translation>Allforiwyd</translation>
    </message>
    <message>
        <source>Verified</source>
        <translation>Gwiriwyd</translation>
    </message>
    <message>
        <source>Disposed of</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No.</source>
        <translation>Rhif</translation>
    </message>
    <message>
        <source>When (UTC)</source>
        <translation>Pryd (UTC)</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Beth</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>Pwy</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Ffeil</translation>
    </message>
    <message>
        <source>Authorised by</source>
        <translation>Awdurdodwyd gan</translation>
    </message>
    <message>
        <source>Remark</source>
        <translation>Sylw</translation>
    </message>
    <message>
        <source>Hash of the file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Used to work out {cell}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The same cell as {cell}, printed with its number</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A reader knows that this is {value}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>… and {n} more.</source>
        <translation>… a {n} arall.</translation>
    </message>
    <message>
        <source>Believed because: {reasons}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Added to work out {cell}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Taken away to work out {cell}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cannot be below {bound}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cannot be above {bound}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hidden in the spreadsheet; whoever gets the file can show it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>empty</source>
        <translation>gwag</translation>
    </message>
    <message>
        <source>counts</source>
        <translation>cyfrifon</translation>
    </message>
    <message>
        <source>sums</source>
        <translation>symiau</translation>
    </message>
    <message>
        <source>percentages</source>
        <translation>canrannau</translation>
    </message>
    <message>
        <source>rates</source>
        <translation>cyfraddau</translation>
    </message>
    <message>
        <source>means</source>
        <translation>cymedrau</translation>
    </message>
    <message>
        <source>medians</source>
        <translation>canolrifau</translation>
    </message>
    <message>
        <source>quantiles</source>
        <translation>cwantelau</translation>
    </message>
    <message>
        <source>minima</source>
        <translation>isafbwyntiau</translation>
    </message>
    <message>
        <source>maxima</source>
        <translation>uchafbwyntiau</translation>
    </message>
    <message>
        <source>an index</source>
        <translation>indecs</translation>
    </message>
    <message>
        <source>changes</source>
        <translation>newidiadau</translation>
    </message>
    <message>
        <source>standard errors or confidence limits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>an unweighted base</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>something else</source>
        <translation>rhywbeth arall</translation>
    </message>
    <message>
        <source>Not part of the table</source>
        <translation>Ddim yn rhan o&apos;r tabl</translation>
    </message>
    <message>
        <source>Header of the table</source>
        <translation>Pennawd y tabl</translation>
    </message>
    <message>
        <source>Header; this column is not part of the table</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Σ Total</source>
        <translation>Σ Cyfanswm</translation>
    </message>
    <message>
        <source>Σ Subtotal</source>
        <translation>Σ Is-gyfanswm</translation>
    </message>
    <message>
        <source>Header; the numbers of {column} are {kind}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Row label; this row is not part of the table</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Σ Total. Row label</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Σ Subtotal. Row label</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Row label</source>
        <translation>Label rhes</translation>
    </message>
    <message>
        <source>Σ Total ({line})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Σ Subtotal ({line})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sheets and tables</source>
        <translation>Dalennau a thablau</translation>
    </message>
    <message>
        <source>At risk</source>
        <translation>Mewn perygl</translation>
    </message>
    <message>
        <source>Table {range}</source>
        <translation>Tabl {range}</translation>
    </message>
    <message>
        <source>Hidden in the spreadsheet.</source>
        <translation>Yn gudd yn y daenlen.</translation>
    </message>
    <message>
        <source>nothing at risk</source>
        <translation>dim mewn perygl</translation>
    </message>
    <message>
        <source>{fail} at risk, {review} to review</source>
        <translation>{fail} mewn perygl, {review} i&apos;w hadolygu</translation>
    </message>
    <message>
        <source>{n} rounded or changed</source>
        <translation>{n} wedi&apos;u talgrynnu neu eu newid</translation>
    </message>
    <message>
        <source>It is unsafe itself: showing it needs a reason.</source>
        <translation type="unfinished">Mae&apos;n anniogel ei hun: mae angen rheswm i&apos;w ddangos.</translation>
    </message>
    <message>
        <source>If it were shown, every other withheld cell would still be protected.</source>
        <translation type="unfinished">Petai&apos;n cael ei dangos, byddai pob cell arall a ddaliwyd yn ôl yn dal i fod wedi&apos;i diogelu.</translation>
    </message>
    <message>
        <source>If it were shown, a reader could work out more:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>… and {n} more cells.</source>
        <translation>… a {n} cell arall.</translation>
    </message>
    <message>
        <source>exactly {n}</source>
        <translation>union {n}</translation>
    </message>
    <message>
        <source>{n} or more</source>
        <translation>{n} neu fwy</translation>
    </message>
    <message>
        <source>{a} to {b}</source>
        <translation>{a} i {b}</translation>
    </message>
    <message>
        <source>Its number is lost; others may have to go with it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its number is lost, and no other must go with it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its number is lost, and about {cells} of together {total} must go with it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>To base {base} it is shown as {shown}, {moved} off; sums may no longer hold.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Protect automatically: {a} unsafe, {b} to protect them</source>
        <translation>Diogelu&apos;n awtomatig: {a} anniogel, {b} i&apos;w diogelu</translation>
    </message>
    <message>
        <source>Withheld: {unsafe} unsafe themselves, {others} to protect them.</source>
        <translation type="unfinished">Daliwyd yn ôl: {unsafe} yn anniogel eu hunain, {others} i&apos;w diogelu.</translation>
    </message>
    <message>
        <source>Withheld: {unsafe} unsafe themselves; they need no others to protect them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 withheld cell is still not safe: combine categories, or withhold more.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} withheld cells are still not safe: combine categories, or withhold more.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Now {share} % of the numbers are withheld, {value} % of their value.</source>
        <translation type="unfinished">Nawr mae {share} % o&apos;r rhifau wedi&apos;u dal yn ôl, {value} % o&apos;u gwerth.</translation>
    </message>
    <message>
        <source>less than {n}</source>
        <translation>llai na {n}</translation>
    </message>
    <message>
        <source>Best so far: {cells} to protect others, at a cost of {cost}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> and {n} more</source>
        <translation> a {n} arall</translation>
    </message>
    <message>
        <source>Unsafe themselves, so withheld although they should stay shown: {names}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is proved that no pattern costs less.</source>
        <translation type="unfinished">Profwyd nad oes patrwm sy&apos;n costio llai.</translation>
    </message>
    <message>
        <source>How much less it could cost is not known yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No pattern costs less than {bound}: this one costs at most {share} % more.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{cell} cannot be protected while {names} must stay shown.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The same holds for {n} more cells.</source>
        <translation type="unfinished">Mae&apos;r un peth yn wir am {n} cell arall.</translation>
    </message>
    <message>
        <source>no decision</source>
        <translation>dim penderfyniad</translation>
    </message>
    <message>
        <source>Approve</source>
        <translation>Cymeradwyo</translation>
    </message>
    <message>
        <source>Ask for changes</source>
        <translation>Gofyn am newidiadau</translation>
    </message>
    <message>
        <source>Approve with changes</source>
        <translation>Cymeradwyo gyda newidiadau</translation>
    </message>
    <message>
        <source>More information</source>
        <translation>Rhagor o wybodaeth</translation>
    </message>
    <message>
        <source>Reject</source>
        <translation>Gwrthod</translation>
    </message>
    <message>
        <source>✓  The checkers agree: {what}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>✓  A third person decided: {what}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>▲  The checkers differ. A third person must decide.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>?  Fewer than two people have decided.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Base</source>
        <translation>&amp;Sail</translation>
    </message>
    <message>
        <source>To the nearest multiple</source>
        <translation>I&apos;r lluosrif agosaf</translation>
    </message>
    <message>
        <source>Each number becomes the nearest multiple of the base, halves go up. Totals are rounded on their own. Easy to explain, and sometimes easy to undo.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>To the nearest multiple, halves to the even one</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As to the nearest multiple, but halves go to the even multiple: to base 10, 15 and 25 both become 20. Halves are then not all rounded up.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Controlled: everything still adds up</source>
        <translation>Rheoledig: mae popeth yn dal i adio&apos;n gywir</translation>
    </message>
    <message>
        <source>Each number goes to one of the two multiples around it, so that all sums still hold and the numbers move as little as possible.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Random</source>
        <translation>Ar hap</translation>
    </message>
    <message>
        <source>Chance, weighted by nearness, decides between the two multiples around a number: right on average. The same cell is rounded the same everywhere.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Graduated random</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Random rounding with a base that grows with the number: 3, 5, 10, 100.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>To midpoints</source>
        <translation>I ganolbwyntiau</translation>
    </message>
    <message>
        <source>Each number becomes the middle of its bin: to base 6, 1 to 6 are shown as 3, 7 to 12 as 9. Zeros stay.</source>
        <translation type="unfinished">Daw pob rhif yn ganol ei fin: i sail 6, dangosir 1 i 6 fel 3, a 7 i 12 fel 9. Mae seroau&apos;n aros.</translation>
    </message>
    <message>
        <source>Small counts only</source>
        <translation>Cyfrifon bach yn unig</translation>
    </message>
    <message>
        <source>Counts below the base become 0 or the base, larger ones stay, and totals are the sums of what is shown.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>To significant figures</source>
        <translation>I ffigurau ystyrlon</translation>
    </message>
    <message>
        <source>Each number keeps its first figures: with two, 1,234 becomes 1,200.</source>
        <translation type="unfinished">Mae pob rhif yn cadw ei ffigurau cyntaf: gyda dau, daw 1,234 yn 1,200.</translation>
    </message>
    <message>
        <source>&amp;Figures</source>
        <translation>&amp;Ffigurau</translation>
    </message>
    <message>
        <source>Keyed noise</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A secret key adds a little to each count or takes it away, 0 on average, the same for the same cell everywhere. It is no cell key: that needs the records.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cell keys</source>
        <translation>Allweddi cell</translation>
    </message>
    <message>
        <source>The keys of the records in a cell decide what is added, so the same people get the same noise in every table. It needs a file with the keys.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No cell would change.</source>
        <translation>Ni fyddai unrhyw gell yn newid.</translation>
    </message>
    <message>
        <source>{n} of {all} would change, by {mean} on average ({share} %), the largest change is {most}. Hellinger&apos;s distance is {distance}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} sums would no longer hold.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All sums would hold.</source>
        <translation>Byddai pob swm yn dal yn gywir.</translation>
    </message>
    <message>
        <source>{n} numbers must go further than the next multiple.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where unsafe counts are withheld, the narrowest shown one stands for {n} true ones.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Checking…</source>
        <translation>Yn gwirio…</translation>
    </message>
    <message>
        <source>Not checked: F5 checks again</source>
        <translation>Heb ei wirio: mae F5 yn gwirio eto</translation>
    </message>
    <message>
        <source>{n} to review</source>
        <translation>{n} i&apos;w hadolygu</translation>
    </message>
    <message>
        <source>{n} withheld</source>
        <translation>{n} wedi&apos;u dal yn ôl</translation>
    </message>
    <message>
        <source>The present state is not checked yet.</source>
        <translation>Nid yw&apos;r cyflwr presennol wedi&apos;i wirio eto.</translation>
    </message>
    <message>
        <source>1 cell at risk</source>
        <translation>1 gell mewn perygl</translation>
    </message>
    <message>
        <source>{n} cells at risk</source>
        <translation>{n} cell mewn perygl</translation>
    </message>
    <message>
        <source>No cell at risk</source>
        <translation>Dim cell mewn perygl</translation>
    </message>
    <message>
        <source>1 finding to review</source>
        <translation>1 canfyddiad i&apos;w adolygu</translation>
    </message>
    <message>
        <source>{n} findings to review</source>
        <translation>{n} canfyddiad i&apos;w hadolygu</translation>
    </message>
    <message>
        <source>1 withheld</source>
        <translation>1 wedi&apos;i ddal yn ôl</translation>
    </message>
    <message>
        <source>1 of them can be worked out</source>
        <translation>Gellir cyfrifo 1 ohonynt</translation>
    </message>
    <message>
        <source>{n} of them can be worked out</source>
        <translation>Gellir cyfrifo {n} ohonynt</translation>
    </message>
    <message>
        <source>1 withheld cell that a reader can work out</source>
        <translation>1 gell a ddaliwyd yn ôl y gall darllenydd ei chyfrifo</translation>
    </message>
    <message>
        <source>{n} withheld cells that a reader can work out</source>
        <translation>{n} cell a ddaliwyd yn ôl y gall darllenydd eu cyfrifo</translation>
    </message>
    <message>
        <source>1 point to settle before release</source>
        <translation>1 pwynt i&apos;w ddatrys cyn cyhoeddi</translation>
    </message>
    <message>
        <source>{n} points to settle before release</source>
        <translation>{n} pwynt i&apos;w datrys cyn cyhoeddi</translation>
    </message>
    <message>
        <source>it is not known what is hidden in the file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>hidden parts are still being looked for</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>none found</source>
        <translation>ni chafwyd dim</translation>
    </message>
    <message>
        <source>{d} to look over</source>
        <translation>{d} i fwrw golwg drostynt</translation>
    </message>
    <message>
        <source>{n} found, {d} to look over</source>
        <translation>{n} wedi&apos;u canfod, {d} i fwrw golwg drostynt</translation>
    </message>
    <message>
        <source>{n} understood</source>
        <translation>{n} wedi&apos;u deall</translation>
    </message>
    <message>
        <source>{n} found and understood</source>
        <translation>{n} wedi&apos;u canfod a&apos;u deall</translation>
    </message>
    <message>
        <source>to be read again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>none withheld yet</source>
        <translation>dim wedi&apos;i ddal yn ôl eto</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>ddim yn hysbys</translation>
    </message>
    <message>
        <source>looking…</source>
        <translation>yn edrych…</translation>
    </message>
    <message>
        <source>1 stays in the file</source>
        <translation>1 yn aros yn y ffeil</translation>
    </message>
    <message>
        <source>{n} stay in the file</source>
        <translation>{n} yn aros yn y ffeil</translation>
    </message>
    <message>
        <source>1 goes, none stays</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} go, none stays</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>saved</source>
        <translation>wedi&apos;i gadw</translation>
    </message>
    <message>
        <source>Left: {left}</source>
        <translation>Yn weddill: {left}</translation>
    </message>
    <message>
        <source>not all is settled</source>
        <translation>nid yw popeth wedi&apos;i ddatrys</translation>
    </message>
    <message>
        <source>ready</source>
        <translation>yn barod</translation>
    </message>
    <message>
        <source>{n} can be worked out</source>
        <translation>Gellir cyfrifo {n}</translation>
    </message>
    <message>
        <source>{n} of {all} withheld cells can be worked out</source>
        <translation>Gellir cyfrifo {n} o&apos;r {all} cell a ddaliwyd yn ôl</translation>
    </message>
    <message>
        <source>{n} withheld, all hold</source>
        <translation>{n} wedi&apos;u dal yn ôl, pob un yn dal</translation>
    </message>
    <message>
        <source>No reader can work out any of the withheld cells.</source>
        <translation>Ni all unrhyw ddarllenydd gyfrifo&apos;r celloedd a ddaliwyd yn ôl.</translation>
    </message>
    <message>
        <source>{steps} and {last}</source>
        <translation>{steps} a {last}</translation>
    </message>
    <message>
        <source>settle {steps} first</source>
        <translation>datrys {steps} yn gyntaf</translation>
    </message>
    <message>
        <source>checking…</source>
        <translation>yn gwirio…</translation>
    </message>
    <message>
        <source>not checked (F5)</source>
        <translation>heb ei wirio (F5)</translation>
    </message>
    <message>
        <source>What a reader can work out</source>
        <translation>Yr hyn y gall darllenydd ei gyfrifo</translation>
    </message>
    <message>
        <source>The policy asks: from at most 1 to at least {n}</source>
        <translation type="unfinished">Mae&apos;r polisi&apos;n gofyn: o 1 ar y mwyaf i {n} o leiaf</translation>
    </message>
    <message>
        <source>What the source says (never saved)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{cell}: {a} to {b}, {verdict}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no limit</source>
        <translation>dim terfyn</translation>
    </message>
    <message>
        <source>protected</source>
        <translation>wedi&apos;i ddiogelu</translation>
    </message>
    <message>
        <source>unprotected</source>
        <translation>heb ei ddiogelu</translation>
    </message>
    <message>
        <source>Least and greatest number that a reader can work out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Protected</source>
        <translation>Wedi&apos;i ddiogelu</translation>
    </message>
    <message>
        <source>Unprotected</source>
        <translation>Heb ei ddiogelu</translation>
    </message>
    <message>
        <source>Columns of the table</source>
        <translation>Colofnau&apos;r tabl</translation>
    </message>
    <message>
        <source>Rows of the table</source>
        <translation>Rhesi&apos;r tabl</translation>
    </message>
    <message>
        <source>The {n} tables with most to deal with, of {all}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Count</source>
        <translation>Cyfrif</translation>
    </message>
    <message>
        <source>Unsafe counts</source>
        <translation>Cyfrifon anniogel</translation>
    </message>
    <message>
        <source>Shown</source>
        <translation>Dangosir</translation>
    </message>
    <message>
        <source>Withheld (never saved)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} cells show an unsafe count; {m} counts are withheld.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Share of the table&apos;s numbers in percent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Withheld</source>
        <translation>Wedi&apos;i ddal yn ôl</translation>
    </message>
    <message>
        <source>Changed</source>
        <translation>Wedi newid</translation>
    </message>
    <message>
        <source>{table}: {n} of {all} withheld, {m} changed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shown number less true number</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No number is shown changed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mean</source>
        <translation>Cymedr</translation>
    </message>
    <message>
        <source>{n} numbers are shown changed, by {mean} on average and {size} in size. Keep this picture to yourself: the largest move tells what the method was given.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Size of the number</source>
        <translation>Maint y rhif</translation>
    </message>
    <message>
        <source>Changed cells</source>
        <translation>Celloedd a newidiwyd</translation>
    </message>
    <message>
        <source>Before (never saved)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>After</source>
        <translation>Wedyn</translation>
    </message>
    <message>
        <source>{band}: {n} after</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shown total less the sum of its shown parts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sums</source>
        <translation>Symiau</translation>
    </message>
    <message>
        <source>No sum is shown with all its parts.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All {n} sums between the numbers shown hold.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} of {all} sums no longer hold between the numbers shown; the largest error is {m}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>shown</source>
        <translation>dangosir</translation>
    </message>
    <message>
        <source>≈ changed</source>
        <translation>≈ wedi newid</translation>
    </message>
    <message>
        <source>? to look at</source>
        <translation>? i edrych arno</translation>
    </message>
    <message>
        <source>! at risk</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>keep it within the team.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A saved picture holds no number of the workbook.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A saved picture holds no withheld number; it shows the threshold:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A saved picture shows how far the method moves numbers:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A saved picture holds the numbers as readers get them only.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A saved picture tells what readers can add up themselves.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Risk map of the workbook</source>
        <translation>Map risg y gweithlyfr</translation>
    </message>
    <message>
        <source>Counts around the threshold</source>
        <translation>Cyfrifon o gwmpas y trothwy</translation>
    </message>
    <message>
        <source>Loss by table</source>
        <translation>Colled fesul tabl</translation>
    </message>
    <message>
        <source>How far changed numbers moved</source>
        <translation>Pa mor bell y symudodd y rhifau a newidiwyd</translation>
    </message>
    <message>
        <source>Numbers before and after</source>
        <translation>Rhifau cyn ac ar ôl</translation>
    </message>
    <message>
        <source>Sums that no longer hold</source>
        <translation>Symiau nad ydynt yn gywir mwyach</translation>
    </message>
    <message>
        <source>Yes</source>
        <translation>Iawn</translation>
    </message>
    <message>
        <source>No</source>
        <translation>Na</translation>
    </message>
    <message>
        <source>rounding</source>
        <translation>talgrynnu</translation>
    </message>
    <message>
        <source>sums and means</source>
        <translation>symiau a chymedrau</translation>
    </message>
    <message>
        <source>percentages, rates and other figures</source>
        <translation>canrannau, cyfraddau a ffigurau eraill</translation>
    </message>
    <message>
        <source>whole tables</source>
        <translation>tablau cyfan</translation>
    </message>
    <message>
        <source>withheld cells</source>
        <translation>celloedd a ddaliwyd yn ôl</translation>
    </message>
    <message>
        <source>Counts that must not be shown, such as &lt; 10 or 1..7</source>
        <translation type="unfinished">Cyfrifon na ddylid eu dangos, megis &lt; 10 neu 1..7</translation>
    </message>
    <message>
        <source>Zeros</source>
        <translation>Seroau</translation>
    </message>
    <message>
        <source>Report counts of 1 and 2</source>
        <translation>Adrodd ar gyfrifon o 1 a 2</translation>
    </message>
    <message>
        <source>People a reader may know in a full line: [], [0], [0, 1]</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Round to a multiple of</source>
        <translation>Talgrynnu i luosrif o</translation>
    </message>
    <message>
        <source>Every count must be rounded</source>
        <translation>Rhaid talgrynnu pob cyfrif</translation>
    </message>
    <message>
        <source>A rounded unsafe count may be shown</source>
        <translation type="unfinished">Gellir dangos cyfrif anniogel wedi&apos;i dalgrynnu</translation>
    </message>
    <message>
        <source>Percentages of changed counts are withheld</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Least number of contributors</source>
        <translation>Y nifer lleiaf o gyfranwyr</translation>
    </message>
    <message>
        <source>Dominance, such as [[2, 90]]</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>p of the p% rule</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>p and q, such as [10, 50]</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Share that gets protection on request, in %</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Contributions below zero</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Protect withheld cells by others</source>
        <translation>Diogelu celloedd a ddaliwyd yn ôl â rhai eraill</translation>
    </message>
    <message>
        <source>Protect them from single contributors</source>
        <translation>Eu diogelu rhag cyfranwyr unigol</translation>
    </message>
    <message>
        <source>What a reader must not work out</source>
        <translation>Yr hyn na ddylai darllenydd allu ei gyfrifo</translation>
    </message>
    <message>
        <source>What withheld cells show</source>
        <translation>Yr hyn y mae celloedd a ddaliwyd yn ôl yn ei ddangos</translation>
    </message>
    <message>
        <source>{name}: hidden in the spreadsheet; whoever gets the file can show it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The sheets of the workbook and the tables found on them.</source>
        <translation type="unfinished">Dalennau&apos;r gweithlyfr a&apos;r tablau a ganfuwyd arnynt.</translation>
    </message>
    <message>
        <source>All about the current cell: why it is unsafe, what a reader can narrow it to.</source>
        <translation type="unfinished">Popeth am y gell gyfredol: pam ei bod yn anniogel, a&apos;r hyn y gall darllenydd ei chulhau iddo.</translation>
    </message>
    <message>
        <source>What the rules found, the most serious first. F8 goes to the next finding.</source>
        <translation type="unfinished">Yr hyn a ganfu&apos;r rheolau, y rhai mwyaf difrifol yn gyntaf. Mae F8 yn mynd i&apos;r canfyddiad nesaf.</translation>
    </message>
    <message>
        <source>Every withheld cell with the range that arithmetic leaves for it.</source>
        <translation type="unfinished">Pob cell a ddaliwyd yn ôl gyda&apos;r ystod y mae rhifyddeg yn ei gadael iddi.</translation>
    </message>
    <message>
        <source>Every step that was taken. Choose one to go back to it.</source>
        <translation type="unfinished">Pob cam a gymerwyd. Dewiswch un i fynd yn ôl ato.</translation>
    </message>
    <message>
        <source>What a reader does not see in the file and still gets. Tick what goes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Earlier releases, which readers have too, and what belongs together in them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What stands behind the numbers: who contributes, and how much. It stays in memory.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where a check begins.</source>
        <translation>Lle mae gwiriad yn dechrau.</translation>
    </message>
    <message>
        <source>The sheet as the spreadsheet shows it. Outlines are tables, a colour and a symbol in a cell say what was found or decided.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is used most.</source>
        <translation>Yr hyn a ddefnyddir amlaf.</translation>
    </message>
    <message>
        <source>The steps of a check, and what is outstanding in each. Choose one to go there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where the check stands, and what is being done.</source>
        <translation type="unfinished">Ble mae&apos;r gwiriad arni, a beth sy&apos;n cael ei wneud.</translation>
    </message>
    <message>
        <source>The best pattern found so far, and how much less any could cost. It can be kept.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The source&apos;s numbers beside what readers get, changed cells marked.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How the findings are grouped, and those of one table or rule alone.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What just happened, and what can be done about it.</source>
        <translation type="unfinished">Yr hyn sydd newydd ddigwydd, a&apos;r hyn y gellir ei wneud yn ei gylch.</translation>
    </message>
    <message>
        <source>The window of SDC Desktop.</source>
        <translation>Ffenestr SDC Desktop.</translation>
    </message>
    <message>
        <source>Numbers are changed instead of withheld. Each way says what it would lose.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The cells are shown although a rule calls them unsafe. It stands in the record.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What readers know from elsewhere is taken into account when cells are judged.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The rules of a policy in plain words. What a change does is said at once.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The policy publishes no numbers, so it asks for yours. They are kept sealed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What another policy would find in the same workbook, beside the one that holds.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Which counts a percentage was worked out from, so that it is withheld with them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Which lines add up to a total. It is believed where arithmetic proves it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your decision about a table or a finding. The reason stands in the record.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saves, reads back, proves and signs in one step. The source is not changed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What was saved, and what a second reader found when it read the file back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is different in the saved file; all else stays byte for byte.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Formulas whose results would tell a withheld number. The file keeps their values.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is released, when and from which data. It stands in the record.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is printed is what readers get, never a withheld number.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A record with its reviews and the approved workbook, as a folder for an archive.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is known of a dataset: owner, agreement, what is allowed, when it goes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where the record and its workbooks are that you are to look at as another checker.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another checker&apos;s work: decide and sign, then see what they decided.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What each checker decided, side by side, and whether they agree.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Who did what with which file, and what is known of data.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The last steps could not be kept on the disk, so leaving now would lose them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What became of the cells, what was lost, and how far numbers moved, as pictures.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How far each withheld cell can be narrowed, and how far the policy allows.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Words on the rules, on ways to protect, and on the first hour.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Find the problems yourself, and see how many you found.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The versions of the program and of what it is built on, for a report of a fault.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The program made a mistake. Your work is in its journal and nothing is lost.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the program did since it was started. It holds no value of a workbook.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The workbook is locked. The password is used once and kept nowhere.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A picture of the check. The saved one holds no withheld number.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the researcher has to be asked before all can be judged, ready to be sent.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What to keep small and what to avoid when cells are chosen to protect others.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What each way to protect loses and leaves, before one of them is applied.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Two categories become one, so that less has to be withheld. It can be undone.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cells that count more are withheld later than others to protect what is unsafe.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A question that has to be answered before the check goes on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No cell of a table is selected.</source>
        <translation>Nid oes cell o dabl wedi&apos;i dewis.</translation>
    </message>
    <message>
        <source>Choose the cells that readers know something of.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>P&amp;ictures</source>
        <translation>Ll&amp;uniau</translation>
    </message>
    <message>
        <source>Look at it, and save the picture without what the source holds</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 cell</source>
        <translation>1 gell</translation>
    </message>
    <message numerus="yes">
        <source>%n cells</source>
        <translation>
            <numerusform>%n cell</numerusform>
            <numerusform>%n gell</numerusform>
            <numerusform>%n cell</numerusform>
            <numerusform>%n chell</numerusform>
            <numerusform>%n cell</numerusform>
        </translation>
    </message>
    <message>
        <source>To review</source>
        <translation>I&apos;w adolygu</translation>
    </message>
    <message>
        <source>Good to know</source>
        <translation>Da gwybod</translation>
    </message>
    <message>
        <source>Small count</source>
        <translation>Cyfrif bach</translation>
    </message>
    <message>
        <source>Zero</source>
        <translation>Sero</translation>
    </message>
    <message>
        <source>One or two people</source>
        <translation>Un neu ddau o bobl</translation>
    </message>
    <message>
        <source>Group disclosure</source>
        <translation>Datgelu grŵp</translation>
    </message>
    <message>
        <source>Can be worked out</source>
        <translation>Gellir ei gyfrifo</translation>
    </message>
    <message>
        <source>Not rounded</source>
        <translation>Heb ei dalgrynnu</translation>
    </message>
    <message>
        <source>Left out by rounding</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stands for few counts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Table not understood</source>
        <translation>Ni ddeallwyd y tabl</translation>
    </message>
    <message>
        <source>Total does not add up</source>
        <translation>Nid yw&apos;r cyfanswm yn gywir</translation>
    </message>
    <message>
        <source>Marker in the source</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Figure made from others</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Earlier release</source>
        <translation>Datganiad cynharach</translation>
    </message>
    <message>
        <source>Not compared</source>
        <translation>Heb ei gymharu</translation>
    </message>
    <message>
        <source>Revised since</source>
        <translation>Diwygiwyd ers hynny</translation>
    </message>
    <message>
        <source>Hidden rows or columns</source>
        <translation>Rhesi neu golofnau cudd</translation>
    </message>
    <message>
        <source>Doubtful count</source>
        <translation>Cyfrif amheus</translation>
    </message>
    <message>
        <source>Not assessable</source>
        <translation>Ni ellir ei asesu</translation>
    </message>
    <message>
        <source>Evidence does not fit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Said by ACRO</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Data of a chart</source>
        <translation>Data siart</translation>
    </message>
    <message>
        <source>File of the folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Policy to be read again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kind of data</source>
        <translation>Math o ddata</translation>
    </message>
    <message>
        <source>Record needed</source>
        <translation>Angen cofnod</translation>
    </message>
    <message>
        <source>Exception from the policy</source>
        <translation>Eithriad o&apos;r polisi</translation>
    </message>
    <message>
        <source>ACRO: {check}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>unsafe</source>
        <translation>anniogel</translation>
    </message>
    <message>
        <source>to review</source>
        <translation>i&apos;w adolygu</translation>
    </message>
    <message>
        <source>withheld, unsafe itself</source>
        <translation>wedi&apos;i ddal yn ôl, yn anniogel ei hun</translation>
    </message>
    <message>
        <source>withheld to protect others</source>
        <translation>wedi&apos;i ddal yn ôl i ddiogelu rhai eraill</translation>
    </message>
    <message>
        <source>withheld, but a reader can work it out</source>
        <translation>wedi&apos;i ddal yn ôl, ond gall darllenydd ei gyfrifo</translation>
    </message>
    <message>
        <source>rounded</source>
        <translation>wedi&apos;i dalgrynnu</translation>
    </message>
    <message>
        <source>shown with a reason</source>
        <translation>dangosir gyda rheswm</translation>
    </message>
    <message>
        <source>Correct the tables of {sheet}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Combine two lines of {sheet} into {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compare with {names}</source>
        <translation>Cymharu â {names}</translation>
    </message>
    <message>
        <source>Compare with none</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{sheet}!{body} comes from: {extract}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Evidence: {names}</source>
        <translation>Tystiolaeth: {names}</translation>
    </message>
    <message>
        <source>Use no evidence</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Say what belongs together in an earlier release</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep {cells} shown</source>
        <translation>Dal i ddangos {cells}</translation>
    </message>
    <message>
        <source>Let {cells} go rather than others</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Let withholding {cells} cost {n} times as much</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Wish nothing of {cells} any more</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>must stay shown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>may go to protect others</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>withholding it costs {n} times as much</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep all hidden parts in the file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove 1 hidden part from the file</source>
        <translation>Tynnu 1 rhan gudd o&apos;r ffeil</translation>
    </message>
    <message>
        <source>Remove {n} hidden parts from the file</source>
        <translation>Tynnu {n} rhan gudd o&apos;r ffeil</translation>
    </message>
    <message>
        <source>{cells} together ({where})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Readers know: {cells}: exactly {n}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Readers know: {cells}: at least {n}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Readers know: {cells}: at most {n}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Readers know: {cells}: between {a} and {b}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Withhold {cells}</source>
        <translation>Dal {cells} yn ôl</translation>
    </message>
    <message>
        <source>Withhold {cells} to protect others</source>
        <translation>Dal {cells} yn ôl i ddiogelu rhai eraill</translation>
    </message>
    <message>
        <source>Show {cells} again</source>
        <translation>Dangos {cells} eto</translation>
    </message>
    <message>
        <source>Accept {cells} with a reason</source>
        <translation>Derbyn {cells} gyda rheswm</translation>
    </message>
    <message>
        <source>Round {cells}</source>
        <translation>Talgrynnu {cells}</translation>
    </message>
    <message>
        <source>A reader only knows that it is {lower} or more.</source>
        <translation>Dim ond ei fod yn {lower} neu fwy y mae darllenydd yn ei wybod.</translation>
    </message>
    <message>
        <source>A reader can work out that it is {value}.</source>
        <translation>Gall darllenydd gyfrifo mai {value} ydyw.</translation>
    </message>
    <message>
        <source>A reader can narrow this to {lower} to {upper}.</source>
        <translation>Gall darllenydd gulhau hyn i rhwng {lower} a {upper}.</translation>
    </message>
    <message>
        <source>■  Withheld, unsafe itself</source>
        <translation>■  Wedi&apos;i ddal yn ôl, yn anniogel ei hun</translation>
    </message>
    <message>
        <source>□  Withheld to protect others</source>
        <translation>□  Wedi&apos;i ddal yn ôl i ddiogelu rhai eraill</translation>
    </message>
    <message>
        <source>≈  Rounded</source>
        <translation>≈  Wedi&apos;i dalgrynnu</translation>
    </message>
    <message>
        <source>+  Combined with another line</source>
        <translation>+  Wedi&apos;i gyfuno â llinell arall</translation>
    </message>
    <message>
        <source>Text file</source>
        <translation>Ffeil destun</translation>
    </message>
    <message>
        <source>The whole workbook</source>
        <translation>Y gweithlyfr cyfan</translation>
    </message>
    <message>
        <source>perturbation table</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No perturbation table has this largest noise and this variance.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The variance must be below the square of the largest noise.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cell keys need the keys of the records behind every cell.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a csv file with a column record_key, or use keyed noise.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>file of record keys</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>These percentages give no noise for sums.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The first must be above 0 and not above the second.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The {what} {name} cannot be read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check its path and rights.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} findings at risk</source>
        <translation>{n} canfyddiad mewn perygl</translation>
    </message>
    <message>
        <source>Withhold, smallest total value</source>
        <translation>Dal yn ôl, y cyfanswm gwerth lleiaf</translation>
    </message>
    <message>
        <source>Unsafe cells are withheld, and the smallest numbers that protect them.</source>
        <translation type="unfinished">Caiff celloedd anniogel eu dal yn ôl, a&apos;r rhifau lleiaf sy&apos;n eu diogelu.</translation>
    </message>
    <message>
        <source>Withhold, fewest cells</source>
        <translation>Dal yn ôl, y nifer lleiaf o gelloedd</translation>
    </message>
    <message>
        <source>Unsafe cells are withheld, and as few others as protect them.</source>
        <translation type="unfinished">Caiff celloedd anniogel eu dal yn ôl, a chyn lleied o rai eraill ag sydd eu hangen i&apos;w diogelu.</translation>
    </message>
    <message>
        <source>Withhold, between the two</source>
        <translation>Dal yn ôl, rhwng y ddau</translation>
    </message>
    <message>
        <source>Unsafe cells are withheld, and few and small others that protect them.</source>
        <translation type="unfinished">Caiff celloedd anniogel eu dal yn ôl, ac ychydig o rai bach eraill sy&apos;n eu diogelu.</translation>
    </message>
    <message>
        <source>Withhold, fewest contributors</source>
        <translation>Dal yn ôl, y nifer lleiaf o gyfranwyr</translation>
    </message>
    <message>
        <source>Unsafe cells are withheld, and others with as few contributors as protect them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing is left to deal with.</source>
        <translation>Nid oes dim ar ôl i ddelio ag ef.</translation>
    </message>
    <message>
        <source>{cells} that a reader can work out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Left: {parts}.</source>
        <translation>Yn weddill: {parts}.</translation>
    </message>
    <message>
        <source>Browse…</source>
        <translation type="unfinished">Pori…</translation>
    </message>
    <message>
        <source>{name}, {n} findings</source>
        <translation>{name}, {n} canfyddiad</translation>
    </message>
    <message>
        <source>Choose it to select all its cells on the sheet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>When</source>
        <translation>Pryd</translation>
    </message>
    <message>
        <source>Findings</source>
        <translation type="unfinished">Canfyddiadau</translation>
    </message>
    <message>
        <source>Paragraph of the policy</source>
        <translation>Paragraff y polisi</translation>
    </message>
    <message>
        <source>What was found in numbers is for the screen only and is not printed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>looking for a first pattern</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>looking for cells that are still not safe</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>looking whether fewer cells do</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>working out how good it is</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>proving that nothing is cheaper</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{m}:{s} min</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>AboutDialog</name>
    <message>
        <source>About SDC Desktop</source>
        <translation>Ynghylch SDC Desktop</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>&amp;Copïo</translation>
    </message>
    <message>
        <source>Please add these lines to the report of a fault.</source>
        <translation type="unfinished">Ychwanegwch y llinellau hyn at adroddiad am nam.</translation>
    </message>
    <message>
        <source>Versions</source>
        <translation>Fersiynau</translation>
    </message>
</context>
<context>
    <name>AccessNotes</name>
    <message>
        <source>Writing the access log</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Announcer</name>
    <message>
        <source>Checked: {summary}</source>
        <translation>Gwiriwyd: {summary}</translation>
    </message>
</context>
<context>
    <name>Banner</name>
    <message>
        <source>Close this message</source>
        <translation>Cau&apos;r neges hon</translation>
    </message>
    <message>
        <source>Close this message (Esc)</source>
        <translation>Cau&apos;r neges hon (Esc)</translation>
    </message>
</context>
<context>
    <name>BeforeAfter</name>
    <message>
        <source>Before: the source</source>
        <translation>Cyn: y ffynhonnell</translation>
    </message>
    <message>
        <source>After: what readers get</source>
        <translation>Ar ôl: yr hyn y mae darllenwyr yn ei gael</translation>
    </message>
</context>
<context>
    <name>CardDialog</name>
    <message>
        <source>Dataset card</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Keep the card</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The card is kept in the register. Write no values of the data here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>such as 2027-03-31</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write the deletion date as year-month-day.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Owner</source>
        <translation>Perchennog</translation>
    </message>
    <message>
        <source>Steward</source>
        <translation>Stiward</translation>
    </message>
    <message>
        <source>Agreement</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Impact assessment (DPIA)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Business case</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Special category of data</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Restrictions of use</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Classification</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kind of extract</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete by</source>
        <translation>Dileu erbyn</translation>
    </message>
</context>
<context>
    <name>ChangesDialog</name>
    <message>
        <source>What changed in the file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Copy as text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{result} compared with {source}: {counts}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put this list on the clipboard</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Parts of the file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copied</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Part</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What it is</source>
        <translation>Beth ydyw</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>Pam</translation>
    </message>
    <message>
        <source>The whole file</source>
        <translation>Y ffeil gyfan</translation>
    </message>
    <message>
        <source>≈  changed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>✕  removed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>+  added</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>=  kept</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} bytes, all the same</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{a} bytes before, {b} after</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Checking</name>
    <message>
        <source>Nothing is known of the present state until then.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The check was stopped. F5 checks again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check again (F5)</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ChecksPage</name>
    <message>
        <source>Begun (UTC)</source>
        <translation>Dechreuwyd (UTC)</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>Pwy</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Ffeil</translation>
    </message>
    <message>
        <source>Due</source>
        <translation>Yn ddyledus</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Cyflwr</translation>
    </message>
    <message>
        <source>Checks in progress</source>
        <translation>Gwiriadau ar y gweill</translation>
    </message>
    <message>
        <source>&amp;Due by…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take &amp;off the list</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The check was given up; its journal is left alone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A check is in progress from the opening of a workbook until it is saved.</source>
        <translation type="unfinished">Mae gwiriad ar y gweill o agor gweithlyfr nes iddo gael ei gadw.</translation>
    </message>
    <message>
        <source>▲  Overdue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>▲  Due soon</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Due by</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>By which day (year-month-day) should {file} be done?</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Comparing</name>
    <message>
        <source>Protect: {way}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The check changed while ways were compared.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ComparisonDialog</name>
    <message>
        <source>Compare policies</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use the other policy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the rules of each find in the numbers as they are shown now.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a policy to compare with.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Comparing…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Comparing policies</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Other policy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This policy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Other policy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Findings of the two policies</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Table</source>
        <translation>Tabl</translation>
    </message>
    <message>
        <source>Only this</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Both</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only the other</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{a} findings only here, {b} in both, {c} only under the other policy.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Corrections</name>
    <message>
        <source>{lines}: header</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{lines}: row labels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{lines}: part of the table, as numbers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{lines}: not part of the table</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no table</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a table at {range}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the table at {before} is at {after}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the table&apos;s {edge} edge was moved</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{lines}: no total</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The table</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{lines}: {kind}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{line}: total of {parts}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{line}: percentage of {numerator}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>top</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>bottom</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>left</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>right</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looking at the table</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Correcting the tables</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The tables changed meanwhile; please say it again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>That is how the table is understood already.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CrateDialog</name>
    <message>
        <source>Export a record as an RO-Crate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Export</source>
        <translation>&amp;Allforio</translation>
    </message>
    <message>
        <source>Record, reviews and the approved workbook in one BagIt bag, for a trusted research environment. The sealed parameters and the source stay here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Folder of the &amp;record</source>
        <translation>Ffolder y &amp;cofnod</translation>
    </message>
    <message>
        <source>Protected &amp;workbook</source>
        <translation>&amp;Gweithlyfr wedi&apos;i ddiogelu</translation>
    </message>
    <message>
        <source>&amp;New file or folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Project, on whose behalf</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Address of the work&amp;flow</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Address of the &amp;licence</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>may be left out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Zip files (*.zip)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose the folder that holds record.json.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose the protected workbook.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose where to write it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is something of this name already; choose a new one.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CrateWork</name>
    <message>
        <source>Exporting {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} was written. Files in it: {n}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The protected workbook is not in it: it is not approved yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>With a project and a workflow it would be a Five Safes RO-Crate.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>DatasetsPage</name>
    <message>
        <source>Dataset</source>
        <translation>Set ddata</translation>
    </message>
    <message>
        <source>Owner</source>
        <translation>Perchennog</translation>
    </message>
    <message>
        <source>Steward</source>
        <translation>Stiward</translation>
    </message>
    <message>
        <source>Delete by</source>
        <translation>Dileu erbyn</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Cyflwr</translation>
    </message>
    <message>
        <source>Datasets</source>
        <translation>Setiau data</translation>
    </message>
    <message>
        <source>&amp;New card…</source>
        <translation>&amp;Cerdyn newydd…</translation>
    </message>
    <message>
        <source>C&amp;hange…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Note as de&amp;leted…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write on the card and in the log that the data are gone; no file is touched</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Deleted on {day} by {who}: {how}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>▲  Overdue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>▲  To be deleted soon</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Note as deleted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How were the data of {name} deleted?</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>DecisionDialog</name>
    <message>
        <source>Decide</source>
        <translation>Penderfynu</translation>
    </message>
    <message>
        <source>&amp;Reason (it goes into the record, so write no number from a cell)</source>
        <translation type="unfinished">&amp;Rheswm (mae&apos;n mynd i&apos;r cofnod, felly peidiwch ag ysgrifennu rhif o gell)</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Rheswm</translation>
    </message>
    <message>
        <source>&amp;Comment for colleagues (sealed; not in the reports)</source>
        <translation type="unfinished">&amp;Sylw i gydweithwyr (dan sêl; nid yn yr adroddiadau)</translation>
    </message>
    <message>
        <source>Comment for colleagues</source>
        <translation>Sylw i gydweithwyr</translation>
    </message>
    <message>
        <source>This goes against what was found: it needs a reason.</source>
        <translation type="unfinished">Mae hyn yn groes i&apos;r hyn a ganfuwyd: mae angen rheswm.</translation>
    </message>
</context>
<context>
    <name>DecisionWork</name>
    <message>
        <source>Choose a finding, or a cell of a table, to decide about.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{decision}: {what}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Taken back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} findings ({rules})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The check of the present state is still under way.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Dialog</name>
    <message>
        <source>Cancel</source>
        <translation type="unfinished">Canslo</translation>
    </message>
</context>
<context>
    <name>Document</name>
    <message>
        <source>Checking</source>
        <translation>Yn gwirio</translation>
    </message>
</context>
<context>
    <name>EarlierPanel</name>
    <message>
        <source>&amp;Add a release…</source>
        <translation>&amp;Ychwanegu datganiad…</translation>
    </message>
    <message>
        <source>Lea&amp;ve out</source>
        <translation>&amp;Hepgor</translation>
    </message>
    <message>
        <source>Earlier releases and their tables</source>
        <translation>Datganiadau cynharach a&apos;u tablau</translation>
    </message>
    <message>
        <source>Rows and columns of the two tables</source>
        <translation>Rhesi a cholofnau&apos;r ddau dabl</translation>
    </message>
    <message>
        <source>Here</source>
        <translation>Yma</translation>
    </message>
    <message>
        <source>Earlier release</source>
        <translation>Datganiad cynharach</translation>
    </message>
    <message>
        <source>Sure</source>
        <translation>Sicr</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>Pam</translation>
    </message>
    <message>
        <source>Readers have your earlier releases too. Add them to see what can be worked out of all of them together.</source>
        <translation type="unfinished">Mae gan ddarllenwyr eich datganiadau cynharach hefyd. Ychwanegwch nhw i weld yr hyn y gellir ei gyfrifo o&apos;r cyfan gyda&apos;i gilydd.</translation>
    </message>
    <message>
        <source>&amp;Compare with an earlier release…</source>
        <translation>&amp;Cymharu â datganiad cynharach…</translation>
    </message>
    <message>
        <source>&amp;Table</source>
        <translation>&amp;Tabl</translation>
    </message>
    <message>
        <source>&amp;Period</source>
        <translation>&amp;Cyfnod</translation>
    </message>
    <message>
        <source>Chosen &amp;line</source>
        <translation>&amp;Llinell a ddewiswyd</translation>
    </message>
</context>
<context>
    <name>EarlierWork</name>
    <message>
        <source>Compare with an earlier release</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Workbooks ({kinds});;All files (*)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Leave out an earlier release</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compare with {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Say what belongs together in an earlier release</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No counterpart was found.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{reason}; {period}: {period_reason}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As found</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No counterpart</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The same period</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another period</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Edits</name>
    <message>
        <source>No shown number is selected.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No withheld or rounded cell is selected.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No number is selected.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rounding</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Asking the rules</source>
        <translation>Yn holi&apos;r rheolau</translation>
    </message>
    <message>
        <source>Withhold {cells}</source>
        <translation>Dal {cells} yn ôl</translation>
    </message>
    <message>
        <source>Show {cells} again</source>
        <translation>Dangos {cells} eto</translation>
    </message>
    <message>
        <source>No rule speaks against these cells.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Accept {cells} with a reason</source>
        <translation>Derbyn {cells} gyda rheswm</translation>
    </message>
    <message>
        <source>The check changed while it was being rounded.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no number to round.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Round {cells}</source>
        <translation>Talgrynnu {cells}</translation>
    </message>
    <message>
        <source>So many cells are only rounded when you say so; it can be undone.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>EvidencePanel</name>
    <message>
        <source>&amp;Add evidence…</source>
        <translation>&amp;Ychwanegu tystiolaeth…</translation>
    </message>
    <message>
        <source>&amp;Match again</source>
        <translation>&amp;Paru eto</translation>
    </message>
    <message>
        <source>Read the files again for the tables as they are now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lea&amp;ve out</source>
        <translation>&amp;Hepgor</translation>
    </message>
    <message>
        <source>&amp;Questions to send…</source>
        <translation>&amp;Cwestiynau i&apos;w hanfon…</translation>
    </message>
    <message>
        <source>Evidence: files, tables and what does not fit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Evidence</source>
        <translation>Tystiolaeth</translation>
    </message>
    <message>
        <source>Known</source>
        <translation>Hysbys</translation>
    </message>
    <message>
        <source>Sums, means and the like can only be judged with what stands behind them: a workbook of the same labels with the number of contributors and the largest contributions, or the records themselves. It stays in memory and is written nowhere.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the researcher has to be asked for, ready to send</source>
        <translation type="unfinished">Yr hyn y mae angen ei ofyn i&apos;r ymchwilydd, yn barod i&apos;w anfon</translation>
    </message>
    <message>
        <source>What is known of the chosen cell</source>
        <translation>Yr hyn sy&apos;n hysbys am y gell a ddewiswyd</translation>
    </message>
</context>
<context>
    <name>EvidenceWork</name>
    <message>
        <source>Add evidence</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Workbooks and records ({kinds});;All files (*)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Leave out evidence</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Evidence: {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Match the evidence again</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ExtractMenu</name>
    <message>
        <source>The data c&amp;ome from</source>
        <translation>Daw&apos;r data &amp;o</translation>
    </message>
    <message>
        <source>A 100% extract</source>
        <translation>Detholiad 100%</translation>
    </message>
    <message>
        <source>A sample, grossed</source>
        <translation type="unfinished">Sampl, wedi&apos;i grosio</translation>
    </message>
    <message>
        <source>A sample, not grossed</source>
        <translation type="unfinished">Sampl, heb ei grosio</translation>
    </message>
    <message>
        <source>A survey, grossed</source>
        <translation type="unfinished">Arolwg, wedi&apos;i grosio</translation>
    </message>
    <message>
        <source>A survey, not grossed</source>
        <translation type="unfinished">Arolwg, heb ei grosio</translation>
    </message>
    <message>
        <source>A public source</source>
        <translation>Ffynhonnell gyhoeddus</translation>
    </message>
</context>
<context>
    <name>FactDialog</name>
    <message>
        <source>What readers know</source>
        <translation>Yr hyn y mae darllenwyr yn ei wybod</translation>
    </message>
    <message>
        <source>Take it into account</source>
        <translation>Ei ystyried</translation>
    </message>
    <message>
        <source>From a footnote, a press release or an earlier answer. The audit takes it for granted from now on; it never goes into the published file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{place}: all {n} cells together</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>At least</source>
        <translation>O leiaf</translation>
    </message>
    <message>
        <source>Exactly</source>
        <translation>Yn union</translation>
    </message>
    <message>
        <source>At most</source>
        <translation>Ar y mwyaf</translation>
    </message>
    <message>
        <source>Between</source>
        <translation>Rhwng</translation>
    </message>
    <message>
        <source>What is known of the number</source>
        <translation>Yr hyn sy&apos;n hysbys am y rhif</translation>
    </message>
    <message>
        <source>and</source>
        <translation>a</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>Rhif</translation>
    </message>
    <message>
        <source>Greatest number</source>
        <translation>Rhif mwyaf</translation>
    </message>
    <message>
        <source>Where readers know it from</source>
        <translation>O ble y mae darllenwyr yn ei wybod</translation>
    </message>
    <message>
        <source>For example: footnote 3, press release of 4 May</source>
        <translation type="unfinished">Er enghraifft: troednodyn 3, datganiad i&apos;r wasg ar 4 Mai</translation>
    </message>
    <message>
        <source>&amp;Where readers know it from (it goes into the record)</source>
        <translation type="unfinished">O &amp;ble y mae darllenwyr yn ei wybod (mae&apos;n mynd i&apos;r cofnod)</translation>
    </message>
    <message>
        <source>The least number is above the greatest.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>FaultDialog</name>
    <message>
        <source>Something went wrong inside the program</source>
        <translation type="unfinished">Aeth rhywbeth o&apos;i le y tu mewn i&apos;r rhaglen</translation>
    </message>
    <message>
        <source>&amp;Copy the details</source>
        <translation>&amp;Copïo&apos;r manylion</translation>
    </message>
    <message>
        <source>This is a fault of the program, not of yours. You can go on working.</source>
        <translation type="unfinished">Bai&apos;r rhaglen yw hyn, nid eich bai chi. Gallwch barhau i weithio.</translation>
    </message>
    <message>
        <source>Every step that you took is in the journal. If the window behaves oddly, close the program and open the workbook again: it goes on where you are now.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Please report it with what you did just before. The details name functions of the program and no file, and hold no value of any workbook.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Details for a report</source>
        <translation>Manylion ar gyfer adroddiad</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>FileField</name>
    <message>
        <source>Choose…</source>
        <translation>Dewis…</translation>
    </message>
    <message>
        <source>Choose: {name}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>FindingFilters</name>
    <message>
        <source>How the findings are grouped</source>
        <translation>Sut mae&apos;r canfyddiadau wedi&apos;u grwpio</translation>
    </message>
    <message>
        <source>Findings of which sheet or table</source>
        <translation>Canfyddiadau pa ddalen neu dabl</translation>
    </message>
    <message>
        <source>Findings of which rule</source>
        <translation>Canfyddiadau pa reol</translation>
    </message>
    <message>
        <source>All rules</source>
        <translation>Pob rheol</translation>
    </message>
    <message>
        <source>Unfold all headings</source>
        <translation>Agor pob pennawd</translation>
    </message>
    <message>
        <source>Fold all headings</source>
        <translation>Plygu pob pennawd</translation>
    </message>
    <message>
        <source>All sheets and tables</source>
        <translation>Pob dalen a thabl</translation>
    </message>
    <message>
        <source>Alike together</source>
        <translation>Rhai tebyg gyda&apos;i gilydd</translation>
    </message>
    <message>
        <source>Group by rule</source>
        <translation>Grwpio yn ôl rheol</translation>
    </message>
    <message>
        <source>Group by table</source>
        <translation>Grwpio yn ôl tabl</translation>
    </message>
    <message>
        <source>Group by sheet</source>
        <translation>Grwpio yn ôl dalen</translation>
    </message>
    <message>
        <source>Group by severity</source>
        <translation>Grwpio yn ôl difrifoldeb</translation>
    </message>
    <message>
        <source>No groups</source>
        <translation>Dim grwpiau</translation>
    </message>
</context>
<context>
    <name>FindingTree</name>
    <message>
        <source>Findings</source>
        <translation type="unfinished">Canfyddiadau</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>Colofnau</translation>
    </message>
</context>
<context>
    <name>FindingsPanel</name>
    <message>
        <source>Show only these findings</source>
        <translation>Dangos y canfyddiadau hyn yn unig</translation>
    </message>
    <message>
        <source>Filter by words, sheet or cell</source>
        <translation>Hidlo yn ôl geiriau, dalen neu gell</translation>
    </message>
    <message>
        <source>Filter the findings</source>
        <translation>Hidlo&apos;r canfyddiadau</translation>
    </message>
    <message>
        <source>No finding matches the filter.</source>
        <translation>Nid oes canfyddiad yn cyfateb i&apos;r hidlydd.</translation>
    </message>
    <message>
        <source>Nothing was found. What comes next stands in the steps above.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The workbook is not checked yet.</source>
        <translation>Nid yw&apos;r gweithlyfr wedi&apos;i wirio eto.</translation>
    </message>
</context>
<context>
    <name>Folding</name>
    <message>
        <source>M&amp;ore room for the sheet</source>
        <translation>M&amp;wy o le i&apos;r ddalen</translation>
    </message>
    <message>
        <source>Fold all panels away, or show them again (Ctrl+Alt+0)</source>
        <translation type="unfinished">Plygu&apos;r holl baneli i ffwrdd, neu eu dangos eto (Ctrl+Alt+0)</translation>
    </message>
</context>
<context>
    <name>FormulasDialog</name>
    <message>
        <source>&amp;Copy as text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put this list on the clipboard</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copied</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A formula over a changed cell would bring the old number back or show an error. Its last result stays as a plain value.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{told} The first {n} are listed; the copied text has all.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cell</source>
        <translation>Cell</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>Pam</translation>
    </message>
</context>
<context>
    <name>FrozenColumns</name>
    <message>
        <source>Row labels</source>
        <translation>Labeli rhesi</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>Colofnau</translation>
    </message>
</context>
<context>
    <name>GuideBar</name>
    <message>
        <source>Steps of a check</source>
        <translation>Camau gwiriad</translation>
    </message>
    <message>
        <source>Tables</source>
        <translation>Tablau</translation>
    </message>
    <message>
        <source>Policy</source>
        <translation>Polisi</translation>
    </message>
    <message>
        <source>Findings</source>
        <translation>Canfyddiadau</translation>
    </message>
    <message>
        <source>Proof</source>
        <translation>Prawf</translation>
    </message>
    <message>
        <source>Hidden parts</source>
        <translation>Rhannau cudd</translation>
    </message>
    <message>
        <source>Sign and save</source>
        <translation>Llofnodi a chadw</translation>
    </message>
</context>
<context>
    <name>HelpDialog</name>
    <message>
        <source>Help</source>
        <translation>Cymorth</translation>
    </message>
    <message>
        <source>Search the help…</source>
        <translation>Chwilio&apos;r cymorth…</translation>
    </message>
    <message>
        <source>Search the help</source>
        <translation>Chwilio&apos;r cymorth</translation>
    </message>
    <message>
        <source>Topics</source>
        <translation>Pynciau</translation>
    </message>
    <message>
        <source>Words of the topic</source>
        <translation>Geiriau&apos;r pwnc</translation>
    </message>
    <message>
        <source>1 topic</source>
        <translation>1 pwnc</translation>
    </message>
    <message>
        <source>{n} topics</source>
        <translation>{n} pwnc</translation>
    </message>
    <message>
        <source>Nothing in the help holds all of these words.</source>
        <translation type="unfinished">Nid oes dim yn y cymorth sy&apos;n cynnwys pob un o&apos;r geiriau hyn.</translation>
    </message>
</context>
<context>
    <name>HelpWork</name>
    <message>
        <source>&amp;Help</source>
        <translation>&amp;Cymorth</translation>
    </message>
    <message>
        <source>&amp;Contents and search</source>
        <translation>&amp;Cynnwys a chwilio</translation>
    </message>
    <message>
        <source>Look something up</source>
        <translation>Chwilio am rywbeth</translation>
    </message>
    <message>
        <source>What is &amp;this?</source>
        <translation>Beth yw &amp;hwn?</translation>
    </message>
    <message>
        <source>Explain what has the focus</source>
        <translation>Egluro&apos;r hyn sydd â&apos;r ffocws</translation>
    </message>
    <message>
        <source>&amp;Point at something</source>
        <translation>&amp;Pwyntio at rywbeth</translation>
    </message>
    <message>
        <source>Explain what is clicked next</source>
        <translation>Egluro&apos;r hyn a gliciwch nesaf</translation>
    </message>
    <message>
        <source>&amp;Learn on samples…</source>
        <translation>&amp;Dysgu ar enghreifftiau…</translation>
    </message>
    <message>
        <source>Find the problems of a sample yourself, and see how many you found</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>HiddenPanel</name>
    <message>
        <source>Hidden parts</source>
        <translation>Rhannau cudd</translation>
    </message>
    <message>
        <source>&amp;Remove all that can go</source>
        <translation>&amp;Tynnu popeth a all fynd</translation>
    </message>
    <message>
        <source>Take out of the saved file whatever the program can take out</source>
        <translation type="unfinished">Tynnu o&apos;r ffeil a gedwir bopeth y gall y rhaglen ei dynnu</translation>
    </message>
    <message>
        <source>Look again</source>
        <translation>Edrych eto</translation>
    </message>
    <message>
        <source>Show only these hidden parts</source>
        <translation>Dangos y rhannau cudd hyn yn unig</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>Hidlo</translation>
    </message>
    <message>
        <source>Filter the hidden parts</source>
        <translation>Hidlo&apos;r rhannau cudd</translation>
    </message>
    <message>
        <source>Filter by words, sheet or cell</source>
        <translation>Hidlo yn ôl geiriau, dalen neu gell</translation>
    </message>
    <message>
        <source>No hidden part matches the filter.</source>
        <translation>Nid oes rhan gudd yn cyfateb i&apos;r hidlydd.</translation>
    </message>
    <message>
        <source>Nothing hidden was found in the file.</source>
        <translation>Ni chafwyd dim cudd yn y ffeil.</translation>
    </message>
    <message>
        <source>Looking for hidden parts…</source>
        <translation>Yn chwilio am rannau cudd…</translation>
    </message>
</context>
<context>
    <name>HiddenWork</name>
    <message>
        <source>Looking for hidden parts</source>
        <translation>Yn chwilio am rannau cudd</translation>
    </message>
    <message>
        <source>Keep: {what}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove: {what}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove all hidden parts that can go</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Inspector</name>
    <message>
        <source>About the current cell</source>
        <translation>Ynghylch y gell gyfredol</translation>
    </message>
    <message>
        <source>Empty</source>
        <translation>Gwag</translation>
    </message>
    <message>
        <source>Value in the source: {value}</source>
        <translation>Gwerth yn y ffynhonnell: {value}</translation>
    </message>
    <message>
        <source>Row</source>
        <translation>Rhes</translation>
    </message>
    <message>
        <source>Column</source>
        <translation>Colofn</translation>
    </message>
    <message>
        <source>Outside the tables that were found.</source>
        <translation type="unfinished">Y tu allan i&apos;r tablau a ganfuwyd.</translation>
    </message>
    <message>
        <source>This state is not checked yet.</source>
        <translation>Nid yw&apos;r cyflwr hwn wedi&apos;i wirio eto.</translation>
    </message>
    <message>
        <source>Policy: {where}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Also: {remedies}</source>
        <translation>Hefyd: {remedies}</translation>
    </message>
    <message>
        <source>What a reader can work out</source>
        <translation>Yr hyn y gall darllenydd ei gyfrifo</translation>
    </message>
    <message>
        <source>How a reader works it out</source>
        <translation>Sut mae darllenydd yn ei gyfrifo</translation>
    </message>
    <message>
        <source>F7 goes from cell to cell; Escape takes the marks away.</source>
        <translation type="unfinished">Mae F7 yn mynd o gell i gell; mae Escape yn tynnu&apos;r marciau.</translation>
    </message>
    <message>
        <source>What adds up</source>
        <translation>Yr hyn sy&apos;n adio</translation>
    </message>
    <message>
        <source>… and {n} more.</source>
        <translation>… a {n} arall.</translation>
    </message>
    <message>
        <source>What it protects</source>
        <translation>Yr hyn y mae&apos;n ei ddiogelu</translation>
    </message>
    <message>
        <source>What protects it</source>
        <translation>Yr hyn sy&apos;n ei diogelu</translation>
    </message>
    <message>
        <source>What if it were shown?</source>
        <translation>Beth petai&apos;n cael ei dangos?</translation>
    </message>
    <message>
        <source>Working it out…</source>
        <translation>Yn ei gyfrifo…</translation>
    </message>
    <message>
        <source>and {n} more</source>
        <translation>a {n} arall</translation>
    </message>
    <message>
        <source>Go to the cell</source>
        <translation>Mynd i&apos;r gell</translation>
    </message>
    <message>
        <source>What you can do</source>
        <translation>Yr hyn y gallwch ei wneud</translation>
    </message>
    <message>
        <source>Working out what must go with it…</source>
        <translation type="unfinished">Yn cyfrifo beth sy&apos;n gorfod mynd gydag ef…</translation>
    </message>
    <message>
        <source>Nothing is lost; the risk stays, and you answer for it.</source>
        <translation type="unfinished">Ni chollir dim; erys y risg, a chi sy&apos;n atebol amdani.</translation>
    </message>
    <message>
        <source>History of this cell</source>
        <translation>Hanes y gell hon</translation>
    </message>
</context>
<context>
    <name>IntervalWork</name>
    <message>
        <source>There is no withheld cell to show yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Withhold cells first, or wait until the workbook is checked.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All tables</source>
        <translation>Pob tabl</translation>
    </message>
</context>
<context>
    <name>JobIndicator</name>
    <message>
        <source>Progress</source>
        <translation>Cynnydd</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Canslo</translation>
    </message>
    <message>
        <source>Stop this and keep everything as it was (Ctrl+.)</source>
        <translation type="unfinished">Stopio hyn a chadw popeth fel yr oedd (Ctrl+.)</translation>
    </message>
    <message>
        <source>Stopping…</source>
        <translation>Yn stopio…</translation>
    </message>
</context>
<context>
    <name>LearningDialog</name>
    <message>
        <source>Learn on samples</source>
        <translation>Dysgu ar enghreifftiau</translation>
    </message>
    <message>
        <source>Exercise</source>
        <translation>Ymarfer</translation>
    </message>
    <message>
        <source>1 cell is marked.</source>
        <translation>Mae 1 gell wedi&apos;i marcio.</translation>
    </message>
    <message>
        <source>{n} cells are marked.</source>
        <translation>Mae {n} cell wedi&apos;u marcio.</translation>
    </message>
    <message>
        <source>Your best score here: {best} %.</source>
        <translation>Eich sgôr orau yma: {best} %.</translation>
    </message>
    <message>
        <source>{percent} %: {found} of {all} problems found, {wrong} marked wrongly.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Mark as a problem</source>
        <translation>&amp;Marcio fel problem</translation>
    </message>
    <message>
        <source>Mark the selected cells, or unmark them (Ctrl+M)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the &amp;score</source>
        <translation>Dangos y &amp;sgôr</translation>
    </message>
    <message>
        <source>&amp;Begin again</source>
        <translation>&amp;Dechrau eto</translation>
    </message>
    <message>
        <source>&amp;Open it as a check</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>See what the program finds in the same workbook</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>LeavingDialog</name>
    <message>
        <source>What you did last would be lost</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Leave and lose it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The journal of {name} could not be written.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stay and save the workbook, or make room on the disk and take one more step: then the journal has everything again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Stay</source>
        <translation>&amp;Aros</translation>
    </message>
</context>
<context>
    <name>ListView</name>
    <message>
        <source>Columns</source>
        <translation>Colofnau</translation>
    </message>
</context>
<context>
    <name>LogDialog</name>
    <message>
        <source>Log of this session</source>
        <translation>Log y sesiwn hon</translation>
    </message>
    <message>
        <source>What the program did</source>
        <translation>Yr hyn a wnaeth y rhaglen</translation>
    </message>
    <message>
        <source>&amp;Errors only</source>
        <translation>&amp;Gwallau yn unig</translation>
    </message>
    <message>
        <source>Copy and save &amp;names of files too</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copied.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save the log</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Text (*.txt)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} cannot be written. Choose another folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saved as {name}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search the log…</source>
        <translation>Chwilio&apos;r log…</translation>
    </message>
    <message>
        <source>Search the log</source>
        <translation>Chwilio&apos;r log</translation>
    </message>
    <message>
        <source>Functions that an error came through</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The functions that an error came through, when one is chosen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Since the start of the program, newest first. It is kept in memory only and holds no value of any workbook.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>&amp;Copïo</translation>
    </message>
    <message>
        <source>&amp;Save…</source>
        <translation>&amp;Cadw…</translation>
    </message>
</context>
<context>
    <name>LookWork</name>
    <message>
        <source>Text si&amp;ze</source>
        <translation>Maint y &amp;testun</translation>
    </message>
    <message>
        <source>&amp;Language</source>
        <translation>&amp;Iaith</translation>
    </message>
    <message>
        <source>The language changes when the program is started again.</source>
        <translation type="unfinished">Bydd yr iaith yn newid pan gaiff y rhaglen ei chychwyn eto.</translation>
    </message>
    <message>
        <source>As the &amp;desktop</source>
        <translation type="unfinished">Fel y &amp;bwrdd gwaith</translation>
    </message>
    <message>
        <source>{n} points</source>
        <translation>{n} pwynt</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Getting ready</source>
        <translation>Yn paratoi</translation>
    </message>
    <message>
        <source>Open a workbook</source>
        <translation>Agor gweithlyfr</translation>
    </message>
    <message>
        <source>Workbooks ({kinds});;All files (*)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open a folder of results</source>
        <translation>Agor ffolder o ganlyniadau</translation>
    </message>
    <message>
        <source>Reading {name}…</source>
        <translation>Yn darllen {name}…</translation>
    </message>
    <message>
        <source>Open a workbook to begin.</source>
        <translation>Agorwch weithlyfr i ddechrau.</translation>
    </message>
    <message>
        <source>What you did before with this workbook is back.</source>
        <translation type="unfinished">Mae&apos;r hyn a wnaethoch o&apos;r blaen gyda&apos;r gweithlyfr hwn yn ôl.</translation>
    </message>
    <message>
        <source>Undo takes it back step by step; History shows it all.</source>
        <translation type="unfinished">Mae Dadwneud yn ei dynnu&apos;n ôl gam wrth gam; mae Hanes yn dangos y cyfan.</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>Camau</translation>
    </message>
    <message>
        <source>Where the check stands</source>
        <translation>Ble mae&apos;r gwiriad arni</translation>
    </message>
</context>
<context>
    <name>MannersWork</name>
    <message>
        <source>&amp;Copy as readers see it</source>
        <translation>&amp;Copïo fel y gwêl darllenwyr</translation>
    </message>
    <message>
        <source>Copy the &amp;source&apos;s values</source>
        <translation>Copïo gwerthoedd y &amp;ffynhonnell</translation>
    </message>
    <message>
        <source>Re&amp;member recent workbooks</source>
        <translation>&amp;Cofio gweithlyfrau diweddar</translation>
    </message>
    <message>
        <source>Lo&amp;g of this session</source>
        <translation>Lo&amp;g y sesiwn hon</translation>
    </message>
    <message>
        <source>Nothing that readers see is selected.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The source&apos;s numbers were copied, {n} that readers do not get among them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The clipboard forgets them when the program is closed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} cells were copied.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copied.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;About SDC Desktop…</source>
        <translation>&amp;Ynghylch SDC Desktop…</translation>
    </message>
</context>
<context>
    <name>MethodsDialog</name>
    <message>
        <source>Compare ways to protect</source>
        <translation>Cymharu ffyrdd o ddiogelu</translation>
    </message>
    <message>
        <source>Apply this way</source>
        <translation>Defnyddio&apos;r ffordd hon</translation>
    </message>
    <message>
        <source>Nothing is changed before you apply one of them, and that can be undone.</source>
        <translation type="unfinished">Ni chaiff dim ei newid cyn i chi ddefnyddio un ohonynt, a gellir dadwneud hynny.</translation>
    </message>
    <message>
        <source>Ways to protect</source>
        <translation>Ffyrdd o ddiogelu</translation>
    </message>
    <message>
        <source>Way</source>
        <translation>Ffordd</translation>
    </message>
    <message>
        <source>Withheld</source>
        <translation>Wedi&apos;i ddal yn ôl</translation>
    </message>
    <message>
        <source>Of the value</source>
        <translation>O&apos;r gwerth</translation>
    </message>
    <message>
        <source>Mean change</source>
        <translation>Newid cymedrig</translation>
    </message>
    <message>
        <source>Largest change</source>
        <translation>Newid mwyaf</translation>
    </message>
    <message>
        <source>Changed</source>
        <translation>Wedi newid</translation>
    </message>
    <message>
        <source>Still at risk</source>
        <translation>Mewn perygl o hyd</translation>
    </message>
    <message>
        <source>Can be worked out</source>
        <translation>Gellir ei gyfrifo</translation>
    </message>
    <message>
        <source>Comparing ways to protect</source>
        <translation>Yn cymharu ffyrdd o ddiogelu</translation>
    </message>
    <message>
        <source>Working it out…</source>
        <translation>Yn ei gyfrifo…</translation>
    </message>
    <message>
        <source>It would change nothing.</source>
        <translation>Ni fyddai&apos;n newid dim.</translation>
    </message>
</context>
<context>
    <name>MoveBars</name>
    <message>
        <source>How far numbers would move</source>
        <translation>Pa mor bell y byddai rhifau&apos;n symud</translation>
    </message>
    <message>
        <source>{down} numbers down, {same} unchanged, {up} up; the furthest by {most}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>NoiseFields</name>
    <message>
        <source>Perturbation table</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tables (*.csv *.txt)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keys of the records</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Records (*.csv)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the perturbation table does</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>shares of contributors</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Largest noise</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Variance</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>S&amp;mallest count shown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Or a table from a &amp;file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Keys of the records</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Withhold below, after the noise</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Noise for s&amp;ums</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Share from</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Share to</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The table is {bias}, {zeros}, leaves {share} % of large counts as they are, and the narrowest count shown stands for {n} true ones.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>unbiased</source>
        <translation>diduedd</translation>
    </message>
    <message>
        <source>biased</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>keeps zeros</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>changes zeros</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Opening</name>
    <message>
        <source>Opening {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The workbook was not opened.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PanelPlaces</name>
    <message>
        <source>&amp;Move a panel</source>
        <translation>&amp;Symud panel</translation>
    </message>
    <message>
        <source>All panels &amp;as at first</source>
        <translation>Pob panel &amp;fel ar y dechrau</translation>
    </message>
    <message>
        <source>Show every panel where it stood when you began</source>
        <translation type="unfinished">Dangos pob panel lle&apos;r oedd pan ddechreuoch</translation>
    </message>
    <message>
        <source>To the &amp;left</source>
        <translation>I&apos;r &amp;chwith</translation>
    </message>
    <message>
        <source>To the &amp;right</source>
        <translation>I&apos;r &amp;dde</translation>
    </message>
    <message>
        <source>&amp;Below the sheet</source>
        <translation>&amp;O dan y ddalen</translation>
    </message>
</context>
<context>
    <name>Panels</name>
    <message>
        <source>Workbook</source>
        <translation>Gweithlyfr</translation>
    </message>
    <message>
        <source>Cell</source>
        <translation>Cell</translation>
    </message>
    <message>
        <source>Findings</source>
        <translation>Canfyddiadau</translation>
    </message>
    <message>
        <source>What a reader can work out</source>
        <translation>Yr hyn y gall darllenydd ei gyfrifo</translation>
    </message>
    <message>
        <source>History</source>
        <translation>Hanes</translation>
    </message>
    <message>
        <source>Hidden parts</source>
        <translation>Rhannau cudd</translation>
    </message>
    <message>
        <source>Earlier releases</source>
        <translation>Datganiadau cynharach</translation>
    </message>
    <message>
        <source>Evidence</source>
        <translation>Tystiolaeth</translation>
    </message>
    <message>
        <source>Panels below the sheet</source>
        <translation>Paneli o dan y ddalen</translation>
    </message>
    <message>
        <source>Panels beside the sheet</source>
        <translation>Paneli wrth ochr y ddalen</translation>
    </message>
    <message>
        <source>Drag a tab to put its panel elsewhere</source>
        <translation type="unfinished">Llusgwch dab i roi ei banel yn rhywle arall</translation>
    </message>
</context>
<context>
    <name>ParametersDialog</name>
    <message>
        <source>Use this policy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This policy leaves some numbers to each department. Enter those that your department uses; they are kept out of everything that is published.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PasswordDialog</name>
    <message>
        <source>{name} is locked</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The password is needed to read the workbook. It is not kept, and the protected workbook will ask for none.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>▲  The workbook does not open with this password.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Password</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Password</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Show what I type</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PercentageDialog</name>
    <message>
        <source>Percentage of…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is the percentage</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The &amp;percentage is in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It shows the sha&amp;re of</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>that &amp;stands</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whether it holds</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>in the same column</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>in the same row</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>always in: {line}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The table has no other line.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>columns</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>rows</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Holds in {held} of {known} {lines}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{text}, for each {factor}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PictureDialog</name>
    <message>
        <source>The picture</source>
        <translation>Y llun</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>Llun</translation>
    </message>
    <message>
        <source>Save the pic&amp;ture…</source>
        <translation>Cadw&apos;r &amp;llun…</translation>
    </message>
    <message>
        <source>Drawing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drawing…</source>
        <translation>Yn lluniadu…</translation>
    </message>
    <message>
        <source>The picture could not be written: {why}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save the picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pictures (*.svg *.png)</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PictureWork</name>
    <message>
        <source>There is no picture yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Wait until the workbook is checked.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PicturesDialog</name>
    <message>
        <source>Pictures of the check</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show what the &amp;source holds</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>Llun</translation>
    </message>
</context>
<context>
    <name>PlotDialog</name>
    <message>
        <source>What a reader can narrow withheld cells to</source>
        <translation>Yr hyn y gall darllenydd gulhau celloedd a ddaliwyd yn ôl iddo</translation>
    </message>
    <message>
        <source>Show the &amp;source&apos;s values</source>
        <translation>Dangos gwerthoedd y &amp;ffynhonnell</translation>
    </message>
    <message>
        <source>&amp;Table</source>
        <translation>&amp;Tabl</translation>
    </message>
    <message>
        <source>Table</source>
        <translation>Tabl</translation>
    </message>
    <message>
        <source>Page before</source>
        <translation>Tudalen flaenorol</translation>
    </message>
    <message>
        <source>Next page</source>
        <translation>Tudalen nesaf</translation>
    </message>
    <message>
        <source>Page before (Page Up)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next page (Page Down)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Picture of the intervals</source>
        <translation>Llun o&apos;r cyfyngau</translation>
    </message>
    <message>
        <source>A saved picture holds no withheld number; it shows what the policy asks for:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>keep it within the team.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} cells, page {page} of {pages}</source>
        <translation>{n} cell, tudalen {page} o {pages}</translation>
    </message>
    <message>
        <source>intervals.svg</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PolicyChooser</name>
    <message>
        <source>Policy</source>
        <translation>Polisi</translation>
    </message>
    <message>
        <source>&amp;Compare with another policy…</source>
        <translation>&amp;Cymharu â pholisi arall…</translation>
    </message>
    <message>
        <source>Change a co&amp;py of this policy…</source>
        <translation>Newid co&amp;pi o&apos;r polisi hwn…</translation>
    </message>
    <message>
        <source>More about policies</source>
        <translation>Mwy am bolisïau</translation>
    </message>
</context>
<context>
    <name>PolicyEditor</name>
    <message>
        <source>Change a copy of this policy</source>
        <translation>Newid copi o&apos;r polisi hwn</translation>
    </message>
    <message>
        <source>Keep and use it</source>
        <translation>Ei gadw a&apos;i ddefnyddio</translation>
    </message>
    <message>
        <source>It is kept for you only, encrypted, because it may hold your numbers.</source>
        <translation type="unfinished">Fe&apos;i cedwir i chi yn unig, wedi&apos;i amgryptio, am y gall gynnwys eich rhifau.</translation>
    </message>
    <message>
        <source>{title} (ours)</source>
        <translation>{title} (ein fersiwn ni)</translation>
    </message>
    <message>
        <source>Name of the policy</source>
        <translation>Enw&apos;r polisi</translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation>&amp;Enw</translation>
    </message>
    <message>
        <source>Rules of the policy</source>
        <translation>Rheolau&apos;r polisi</translation>
    </message>
    <message>
        <source>Trying the policy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In this workbook: {more} findings more, {fewer} fewer, {same} the same.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PreflightView</name>
    <message>
        <source>Before release</source>
        <translation>Cyn cyhoeddi</translation>
    </message>
    <message>
        <source>&amp;Describe the release…</source>
        <translation>&amp;Disgrifio&apos;r datganiad…</translation>
    </message>
    <message>
        <source>Reference, or why it does not apply</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>I declare</source>
        <translation>Rwy&apos;n datgan</translation>
    </message>
    <message>
        <source>version {version}</source>
        <translation>fersiwn {version}</translation>
    </message>
    <message>
        <source>In order</source>
        <translation>Mewn trefn</translation>
    </message>
    <message>
        <source>{n} of {all} points are outstanding.</source>
        <translation>{n} o {all} pwynt ar ôl i&apos;w gwneud.</translation>
    </message>
    <message>
        <source>Nothing is outstanding.</source>
        <translation>Nid oes dim ar ôl i&apos;w wneud.</translation>
    </message>
</context>
<context>
    <name>PreviewPage</name>
    <message>
        <source>Reading {name}… These are the first {rows} rows of {sheet}. They can be worked with when everything is read.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PrintDialog</name>
    <message>
        <source>Print</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pre&amp;view</source>
        <translation>&amp;Rhagolwg</translation>
    </message>
    <message>
        <source>Sheets are printed as their readers get them, with markers in place of what is withheld.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This sheet: {name}</source>
        <translation>Y ddalen hon: {name}</translation>
    </message>
    <message>
        <source>All sheets that readers see</source>
        <translation>Pob dalen y mae darllenwyr yn ei gweld</translation>
    </message>
    <message>
        <source>The list of findings, without numbers</source>
        <translation type="unfinished">Y rhestr o ganfyddiadau, heb rifau</translation>
    </message>
    <message>
        <source>Landscape</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Portrait</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;All columns on one page, in smaller print</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;What</source>
        <translation>&amp;Beth</translation>
    </message>
    <message>
        <source>&amp;Paper</source>
        <translation>&amp;Papur</translation>
    </message>
    <message>
        <source>P&amp;rint…</source>
        <translation>A&amp;rgraffu…</translation>
    </message>
</context>
<context>
    <name>PrintWork</name>
    <message>
        <source>Print preview</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Laying out {name}…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was printed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no list of findings yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Wait until the workbook is checked.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Print</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished">Canslo</translation>
    </message>
    <message>
        <source>Checked against: {policy}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Page {n} of {all}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Draft, not for release: {left}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saved as it stands here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Draft: checked, nothing at risk is left, not saved</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ProofPanel</name>
    <message>
        <source>What a reader can work out</source>
        <translation>Yr hyn y gall darllenydd ei gyfrifo</translation>
    </message>
    <message>
        <source>No cell is withheld yet.</source>
        <translation>Nid oes cell wedi&apos;i dal yn ôl eto.</translation>
    </message>
</context>
<context>
    <name>Protecting</name>
    <message>
        <source>Protecting</source>
        <translation>Yn diogelu</translation>
    </message>
    <message>
        <source>The check changed while it was being protected.</source>
        <translation type="unfinished">Newidiodd y gwiriad wrth iddo gael ei ddiogelu.</translation>
    </message>
    <message>
        <source>Take a wish back, combine categories, or accept it with a reason.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing more has to be withheld.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Still to deal with: {left}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Everything is protected already.</source>
        <translation>Mae popeth wedi&apos;i ddiogelu&apos;n barod.</translation>
    </message>
    <message>
        <source>Stopped. Everything is as it was.</source>
        <translation>Stopiwyd. Mae popeth fel yr oedd.</translation>
    </message>
</context>
<context>
    <name>ProtectionDialog</name>
    <message>
        <source>Protect automatically</source>
        <translation>Diogelu&apos;n awtomatig</translation>
    </message>
    <message>
        <source>Protect</source>
        <translation>Diogelu</translation>
    </message>
    <message>
        <source>Every unsafe cell is withheld, and with it the cells that are needed so that nobody can work it out. Which of them is up to you, as far as that is possible.</source>
        <translation type="unfinished">Caiff pob cell anniogel ei dal yn ôl, a chyda hi y celloedd sydd eu hangen fel na all neb ei chyfrifo. Chi sydd i ddewis pa rai, cyn belled ag y bo modd.</translation>
    </message>
    <message>
        <source>Withhold &amp;totals only where nothing else helps</source>
        <translation type="unfinished">Dal &amp;cyfansymiau yn ôl dim ond lle nad oes dim arall yn helpu</translation>
    </message>
    <message>
        <source>Withhold the &amp;same cells in tables with the same labels</source>
        <translation type="unfinished">Dal yr &amp;un celloedd yn ôl mewn tablau â&apos;r un labeli</translation>
    </message>
    <message>
        <source>Rather withhold what the &amp;earlier release withheld</source>
        <translation type="unfinished">Dal yn ôl yn hytrach yr hyn a ddaliwyd yn ôl gan y datganiad &amp;cynharach</translation>
    </message>
    <message>
        <source>Compare with an earlier release first.</source>
        <translation>Cymharwch â datganiad cynharach yn gyntaf.</translation>
    </message>
    <message>
        <source>The smallest total value</source>
        <translation>Y cyfanswm gwerth lleiaf</translation>
    </message>
    <message>
        <source>The fewest cells</source>
        <translation>Y nifer lleiaf o gelloedd</translation>
    </message>
    <message>
        <source>Between the two (entropy)</source>
        <translation>Rhwng y ddau (entropi)</translation>
    </message>
    <message>
        <source>The fewest contributors</source>
        <translation>Y nifer lleiaf o gyfranwyr</translation>
    </message>
    <message>
        <source>&amp;Withhold</source>
        <translation>&amp;Dal yn ôl</translation>
    </message>
    <message>
        <source>Small numbers go first: the large ones, which matter most, stay.</source>
        <translation type="unfinished">Rhifau bach sy&apos;n mynd gyntaf: mae&apos;r rhai mawr, sydd bwysicaf, yn aros.</translation>
    </message>
    <message>
        <source>As few gaps as possible, whatever stands in them.</source>
        <translation type="unfinished">Cyn lleied o fylchau â phosibl, beth bynnag sydd ynddynt.</translation>
    </message>
    <message>
        <source>A large number costs more than a small one, but not as much.</source>
        <translation type="unfinished">Mae rhif mawr yn costio mwy nag un bach, ond nid cymaint.</translation>
    </message>
    <message>
        <source>Cells about few people or firms go first; this needs their numbers (evidence).</source>
        <translation type="unfinished">Celloedd am ychydig o bobl neu gwmnïau sy&apos;n mynd gyntaf; mae angen eu niferoedd (tystiolaeth).</translation>
    </message>
    <message>
        <source>Single cells can be kept shown (Ctrl+K), let go (Ctrl+J) or weighed (Ctrl+Shift+W).</source>
        <translation type="unfinished">Gellir dal i ddangos celloedd unigol (Ctrl+K), eu gollwng (Ctrl+J) neu eu pwyso (Ctrl+Shift+W).</translation>
    </message>
    <message>
        <source>{cells} must stay shown</source>
        <translation type="unfinished">Rhaid dal i ddangos {cells}</translation>
    </message>
    <message>
        <source>{cells} may rather go</source>
        <translation type="unfinished">Gall {cells} fynd yn hytrach</translation>
    </message>
    <message>
        <source>{cells} with a cost of their own</source>
        <translation type="unfinished">{cells} â&apos;u cost eu hunain</translation>
    </message>
    <message>
        <source>Heeded as well: {parts}.</source>
        <translation type="unfinished">Ystyriwyd hefyd: {parts}.</translation>
    </message>
</context>
<context>
    <name>PublicQuestions</name>
    <message>
        <source>Why it is not confidential</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where anybody finds it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Such as a register or a web page</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Source: where anybody finds it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Yes</source>
        <translation>Iawn</translation>
    </message>
    <message>
        <source>No</source>
        <translation>Na</translation>
    </message>
    <message>
        <source>Three times yes: the number is confidential and must be protected.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is publicly available is in the public domain: answer no there.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>QuestionsDialog</name>
    <message>
        <source>Questions to send</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Copy as text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What those who made the tables have to be asked for. No number of the workbook stands in it; read it before you send it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put this text on the clipboard</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Save as a file…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Questions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copied</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save the questions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saved</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ReasonDialog</name>
    <message>
        <source>Show it for a reason</source>
        <translation>Ei ddangos am reswm</translation>
    </message>
    <message>
        <source>Show with this reason</source>
        <translation>Dangos gyda&apos;r rheswm hwn</translation>
    </message>
    <message>
        <source>The risk is accepted</source>
        <translation>Derbynnir y risg</translation>
    </message>
    <message>
        <source>A zero that cannot be anything else</source>
        <translation type="unfinished">Sero na all fod yn ddim byd arall</translation>
    </message>
    <message>
        <source>Public, or not confidential</source>
        <translation>Cyhoeddus, neu heb fod yn gyfrinachol</translation>
    </message>
    <message>
        <source>The selected cells</source>
        <translation>Y celloedd a ddewiswyd</translation>
    </message>
    <message>
        <source>Their whole rows of the table</source>
        <translation>Eu rhesi cyfan o&apos;r tabl</translation>
    </message>
    <message>
        <source>Their whole columns of the table</source>
        <translation>Eu colofnau cyfan o&apos;r tabl</translation>
    </message>
    <message>
        <source>The whole table</source>
        <translation>Y tabl cyfan</translation>
    </message>
    <message>
        <source>Ground of the exception</source>
        <translation>Sail yr eithriad</translation>
    </message>
    <message>
        <source>Cells that are excepted</source>
        <translation>Celloedd sydd wedi&apos;u heithrio</translation>
    </message>
    <message>
        <source>&amp;Ground</source>
        <translation>&amp;Sail</translation>
    </message>
    <message>
        <source>&amp;For</source>
        <translation>&amp;Ar gyfer</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Rheswm</translation>
    </message>
    <message>
        <source>For example: the zeros are structural, nobody can be in this group.</source>
        <translation type="unfinished">Er enghraifft: mae&apos;r seroau&apos;n strwythurol, ni all neb fod yn y grŵp hwn.</translation>
    </message>
    <message>
        <source>&amp;Reason (it goes into the record, so write no number from the cell)</source>
        <translation type="unfinished">&amp;Rheswm (mae&apos;n mynd i&apos;r cofnod, felly peidiwch ag ysgrifennu rhif o&apos;r gell)</translation>
    </message>
</context>
<context>
    <name>RedesignDialog</name>
    <message>
        <source>Combine categories</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Combine</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Publishing less detail is often better than withholding. Totals stay as they are; the second line stays in its place and says what it was combined with.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Categories that can be combined</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looking for categories that are worth combining…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The selected lines: {label}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looking for categories to combine</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing else is worth combining.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tables that are too large to be looked at: {n}.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RegisterDialog</name>
    <message>
        <source>Register</source>
        <translation>Cofrestr</translation>
    </message>
    <message>
        <source>Access log</source>
        <translation>Log mynediad</translation>
    </message>
    <message>
        <source>csv for a spreadsheet (*.csv)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>JSON (*.json)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export the access log</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export the releases</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search who, file, remark, hash…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search the access log</source>
        <translation>Chwilio&apos;r log mynediad</translation>
    </message>
    <message>
        <source>What was done</source>
        <translation>Yr hyn a wnaed</translation>
    </message>
    <message>
        <source>Everything</source>
        <translation>Popeth</translation>
    </message>
    <message>
        <source>Parts of the register</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Access log</source>
        <translation>&amp;Log mynediad</translation>
    </message>
    <message>
        <source>&amp;Datasets</source>
        <translation>&amp;Setiau data</translation>
    </message>
    <message>
        <source>&amp;Trusted signers</source>
        <translation>&amp;Llofnodwyr dibynadwy</translation>
    </message>
    <message>
        <source>&amp;Releases</source>
        <translation>&amp;Datganiadau</translation>
    </message>
    <message>
        <source>&amp;Checks in progress</source>
        <translation>&amp;Gwiriadau ar y gweill</translation>
    </message>
    <message>
        <source>&amp;Export the listed entries…</source>
        <translation>&amp;Allforio&apos;r cofnodion a restrwyd…</translation>
    </message>
    <message>
        <source>Nothing is in the log yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>✓  The log is whole: no entry was changed or removed.</source>
        <translation type="unfinished">✓  Mae&apos;r log yn gyflawn: ni newidiwyd na thynnwyd yr un cofnod.</translation>
    </message>
    <message>
        <source>{n} more.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>▲  The log is not whole. {said}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} of {all} entries</source>
        <translation>{n} o {all} cofnod</translation>
    </message>
</context>
<context>
    <name>RegisterWork</name>
    <message>
        <source>Reading the register</source>
        <translation>Yn darllen y gofrestr</translation>
    </message>
    <message>
        <source>Looking up deletion dates</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Writing the register</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looking for earlier releases</source>
        <translation>Yn chwilio am ddatganiadau cynharach</translation>
    </message>
    <message>
        <source>An earlier release is registered: {file}, saved on {day}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Readers have both: what they can work out of the two together counts.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compare with it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Find the file…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} by {day}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Data must be deleted: {named}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Checks are due: {named}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open the register…</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ReleaseActions</name>
    <message>
        <source>&amp;Describe the release…</source>
        <translation>&amp;Disgrifio&apos;r datganiad…</translation>
    </message>
    <message>
        <source>Say what is released, when, from which dataset, and who authorises it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Approve</source>
        <translation>&amp;Cymeradwyo</translation>
    </message>
    <message>
        <source>Approve with &amp;changes…</source>
        <translation>Cymeradwyo gyda &amp;newidiadau…</translation>
    </message>
    <message>
        <source>Ask for &amp;more information…</source>
        <translation>Gofyn am &amp;ragor o wybodaeth…</translation>
    </message>
    <message>
        <source>Re&amp;ject…</source>
        <translation>&amp;Gwrthod…</translation>
    </message>
    <message>
        <source>&amp;Take the decision back</source>
        <translation>&amp;Tynnu&apos;r penderfyniad yn ôl</translation>
    </message>
    <message>
        <source>About the finding chosen in the list, else the table of the current cell</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ReleaseDialog</name>
    <message>
        <source>The release</source>
        <translation>Y datganiad</translation>
    </message>
    <message>
        <source>&amp;Keep</source>
        <translation>&amp;Cadw</translation>
    </message>
    <message>
        <source>It goes into the record and the report. Write no number from the workbook.</source>
        <translation type="unfinished">Mae&apos;n mynd i&apos;r cofnod a&apos;r adroddiad. Peidiwch ag ysgrifennu unrhyw rif o&apos;r gweithlyfr.</translation>
    </message>
    <message>
        <source>&amp;Title</source>
        <translation>&amp;Teitl</translation>
    </message>
    <message>
        <source>&amp;Date</source>
        <translation>&amp;Dyddiad</translation>
    </message>
    <message>
        <source>Re&amp;quested by</source>
        <translation>&amp;Gofynnwyd gan</translation>
    </message>
    <message>
        <source>&amp;Authorised by</source>
        <translation>&amp;Awdurdodwyd gan</translation>
    </message>
    <message>
        <source>such as 2026-12-03</source>
        <translation>megis 2026-12-03</translation>
    </message>
    <message>
        <source>Not the one who checks</source>
        <translation>Nid yr un sy&apos;n gwirio</translation>
    </message>
    <message>
        <source>T&amp;ype</source>
        <translation>&amp;Math</translation>
    </message>
    <message>
        <source>Data&amp;set</source>
        <translation>&amp;Set ddata</translation>
    </message>
    <message>
        <source>Write a card in the &amp;register…</source>
        <translation>Ysgrifennu cerdyn yn y &amp;gofrestr…</translation>
    </message>
    <message>
        <source>Roles that the policy names</source>
        <translation>Rolau y mae&apos;r polisi&apos;n eu henwi</translation>
    </message>
    <message>
        <source>Write the date as year-month-day.</source>
        <translation>Ysgrifennwch y dyddiad fel blwyddyn-mis-diwrnod.</translation>
    </message>
    <message>
        <source>Datasets are chosen from the cards in the register.</source>
        <translation type="unfinished">Dewisir setiau data o&apos;r cardiau yn y gofrestr.</translation>
    </message>
    <message>
        <source>Owner</source>
        <translation>Perchennog</translation>
    </message>
    <message>
        <source>Steward</source>
        <translation>Stiward</translation>
    </message>
    <message>
        <source>Agreement</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Impact assessment</source>
        <translation>Asesiad effaith</translation>
    </message>
    <message>
        <source>Business case</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Special category</source>
        <translation>Categori arbennig</translation>
    </message>
    <message>
        <source>Restrictions</source>
        <translation>Cyfyngiadau</translation>
    </message>
    <message>
        <source>Classification</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kind of extract</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete by</source>
        <translation>Dileu erbyn</translation>
    </message>
    <message>
        <source>The card says nothing more.</source>
        <translation>Nid yw&apos;r cerdyn yn dweud dim mwy.</translation>
    </message>
</context>
<context>
    <name>ReleaseWork</name>
    <message>
        <source>Reading the dataset cards</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ReleasesPage</name>
    <message>
        <source>Saved (UTC)</source>
        <translation>Cadwyd (UTC)</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>Pwy</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Ffeil</translation>
    </message>
    <message>
        <source>Release</source>
        <translation>Datganiad</translation>
    </message>
    <message>
        <source>Dataset</source>
        <translation>Set ddata</translation>
    </message>
    <message>
        <source>Hash</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Releases</source>
        <translation>Datganiadau</translation>
    </message>
    <message>
        <source>Was &amp;not published</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take it off the list; no file is touched</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Export the releases…</source>
        <translation>&amp;Allforio&apos;r datganiadau…</translation>
    </message>
    <message>
        <source>Protected workbooks that were saved and proved. The next one of the same series is compared with them: what readers can work out of both together counts.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Remembering</name>
    <message>
        <source>Looking for earlier corrections</source>
        <translation>Yn chwilio am gywiriadau cynharach</translation>
    </message>
    <message>
        <source>The sheets were corrected here already; nothing was changed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>as corrected on {when} in {source}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use last time&apos;s corrections for {tables}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} files with remembered corrections are damaged and left aside.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The sheet&apos;s labels are those of {sources}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use last time&apos;s corrections for {tables}?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 table</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n tables</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
            <numerusform></numerusform>
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Resuming</name>
    <message>
        <source>{name} is no longer where it was when you began to check it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} was changed since, so this is a new check of another content.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where is {name} now?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Comparing {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} is not the workbook that was checked: its content differs.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What you did is kept, and belongs to the workbook as it was then.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Find that workbook…</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ReviewChoiceDialog</name>
    <message>
        <source>Review a record</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look at it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You see what this program finds, and what others decided when you have signed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What was &amp;decided…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>For those who have signed this record already</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Folder of the &amp;record</source>
        <translation>Ffolder y &amp;cofnod</translation>
    </message>
    <message>
        <source>Protected &amp;workbook</source>
        <translation>&amp;Gweithlyfr wedi&apos;i ddiogelu</translation>
    </message>
    <message>
        <source>&amp;Source, if you have it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>without it the source&apos;s findings are not shown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose the folder that holds record.json.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose the protected workbook.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no such source; leave its box empty if you do not have it.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ReviewDialog</name>
    <message>
        <source>Review of {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sign the review</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What others decided is shown when you have signed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Parts of the review</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Tables</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Elsewhere ({n})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{title} - the recorded policy is not at hand in its version</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The recorded actions on the source give exactly this workbook.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The source is not at hand: what was found in it is not shown.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Signed by</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Requested by</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Policy</source>
        <translation>Polisi</translation>
    </message>
    <message>
        <source>Verified</source>
        <translation>Gwiriwyd</translation>
    </message>
    <message>
        <source>Open the protected &amp;workbook</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open the &amp;source</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>✓  the key is among your trusted signers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>?  the key is not among your trusted signers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Table</source>
        <translation>Tabl</translation>
    </message>
    <message>
        <source>In the source</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Still there</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your decision</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Rheswm</translation>
    </message>
    <message>
        <source>Tables</source>
        <translation>Tablau</translation>
    </message>
    <message>
        <source>What was found</source>
        <translation>Yr hyn a ganfuwyd</translation>
    </message>
    <message>
        <source>Still in the protected workbook</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In the source, before anything was done</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Decision about this table</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reason of this decision</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reason; name no number from the cells</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Decision</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Findings</source>
        <translation>Canfyddiadau</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>Dewis…</translation>
    </message>
    <message>
        <source>checker</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name no number from the cells.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>On the &amp;whole</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>C&amp;omment</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You sign &amp;as</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Decide on the whole.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give a reason for {table}: it goes against what is found.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Say in the comment what is to be changed, or why it is rejected.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ReviewWork</name>
    <message>
        <source>Looking at {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Verifying the record</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Signing the review</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RoundingDialog</name>
    <message>
        <source>Round</source>
        <translation>Talgrynnu</translation>
    </message>
    <message>
        <source>What would change</source>
        <translation>Yr hyn a fyddai&apos;n newid</translation>
    </message>
    <message>
        <source>&amp;Method</source>
        <translation>&amp;Dull</translation>
    </message>
    <message>
        <source>&amp;Totals are the sums of the rounded cells</source>
        <translation type="unfinished">&amp;Cyfansymiau yw symiau&apos;r celloedd wedi&apos;u talgrynnu</translation>
    </message>
    <message>
        <source>&amp;Gross by the weights of the records first</source>
        <translation type="unfinished">&amp;Crosio yn ôl pwysau&apos;r cofnodion yn gyntaf</translation>
    </message>
    <message>
        <source>Then wit&amp;hhold what rounded totals still give away</source>
        <translation type="unfinished">Yna &amp;dal yn ôl yr hyn y mae cyfansymiau wedi&apos;u talgrynnu yn dal i&apos;w ddatgelu</translation>
    </message>
</context>
<context>
    <name>SaveDialog</name>
    <message>
        <source>Sign and save</source>
        <translation>Llofnodi a chadw</translation>
    </message>
    <message>
        <source>Save and prove</source>
        <translation>Cadw a phrofi</translation>
    </message>
    <message>
        <source>Your source file stays as it is; a second reader proves what was saved.</source>
        <translation type="unfinished">Mae eich ffeil ffynhonnell yn aros fel y mae; mae ail ddarllenydd yn profi&apos;r hyn a gadwyd.</translation>
    </message>
    <message>
        <source>You can save all the same; the record says what is open.</source>
        <translation type="unfinished">Gallwch gadw yr un fath; mae&apos;r cofnod yn dweud beth sydd ar agor.</translation>
    </message>
    <message>
        <source>Show the &amp;hidden parts</source>
        <translation>Dangos y rhannau &amp;cudd</translation>
    </message>
    <message>
        <source>Close this and go to the hidden parts</source>
        <translation>Cau hwn a mynd i&apos;r rhannau cudd</translation>
    </message>
    <message>
        <source>?  Still outstanding: {what}</source>
        <translation>?  Ar ôl i&apos;w wneud: {what}</translation>
    </message>
    <message>
        <source>Protected workbook</source>
        <translation>Gweithlyfr wedi&apos;i ddiogelu</translation>
    </message>
    <message>
        <source>Folder of the record</source>
        <translation>Ffolder y cofnod</translation>
    </message>
    <message>
        <source>How to &amp;save</source>
        <translation>Sut i &amp;gadw</translation>
    </message>
    <message>
        <source>Protected &amp;workbook</source>
        <translation>&amp;Gweithlyfr wedi&apos;i ddiogelu</translation>
    </message>
    <message>
        <source>Browse…</source>
        <translation>Pori…</translation>
    </message>
    <message>
        <source>Folder of the &amp;record</source>
        <translation>Ffolder y &amp;cofnod</translation>
    </message>
    <message>
        <source>Make a new key for me</source>
        <translation>Gwneud allwedd newydd i mi</translation>
    </message>
    <message>
        <source>Choose a key file…</source>
        <translation>Dewis ffeil allwedd…</translation>
    </message>
    <message>
        <source>No signature (the record stays outstanding)</source>
        <translation type="unfinished">Dim llofnod (erys y cofnod heb ei gwblhau)</translation>
    </message>
    <message>
        <source>Your name or e-mail address</source>
        <translation>Eich enw neu gyfeiriad e-bost</translation>
    </message>
    <message>
        <source>&amp;Passphrase</source>
        <translation>&amp;Cyfrinymadrodd</translation>
    </message>
    <message>
        <source>and a&amp;gain</source>
        <translation>ac &amp;eto</translation>
    </message>
    <message>
        <source>Passphrase again</source>
        <translation>Cyfrinymadrodd eto</translation>
    </message>
    <message>
        <source>Your &amp;name</source>
        <translation>Eich &amp;enw</translation>
    </message>
    <message>
        <source>Signing &amp;key</source>
        <translation>&amp;Allwedd lofnodi</translation>
    </message>
    <message>
        <source>Choose a private key</source>
        <translation>Dewis allwedd breifat</translation>
    </message>
    <message>
        <source>Save the protected workbook</source>
        <translation>Cadw&apos;r gweithlyfr wedi&apos;i ddiogelu</translation>
    </message>
    <message>
        <source>Where the folder of the record is made</source>
        <translation>Ble y gwneir ffolder y cofnod</translation>
    </message>
    <message>
        <source>Say where to save.</source>
        <translation>Dywedwch ble i gadw.</translation>
    </message>
    <message>
        <source>Enter your name.</source>
        <translation>Rhowch eich enw.</translation>
    </message>
    <message>
        <source>Choose a passphrase of {n} characters or more.</source>
        <translation>Dewiswch gyfrinymadrodd o {n} nod neu fwy.</translation>
    </message>
    <message>
        <source>The two passphrases differ.</source>
        <translation>Mae&apos;r ddau gyfrinymadrodd yn wahanol.</translation>
    </message>
</context>
<context>
    <name>SaveWay</name>
    <message>
        <source>How to save</source>
        <translation>Sut i gadw</translation>
    </message>
    <message>
        <source>Show which formulas become values, and why</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Formulas that become values</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As a new Excel workbook (.xlsx)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In place</source>
        <translation>Yn ei le</translation>
    </message>
    <message>
        <source>As a new folder of results</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clean copy: Excel workbook (.xlsx)</source>
        <translation>Copi glân: gweithlyfr Excel (.xlsx)</translation>
    </message>
    <message>
        <source>Clean copy: OpenDocument (.ods)</source>
        <translation>Copi glân: OpenDocument (.ods)</translation>
    </message>
    <message>
        <source>Clean copy: csv files with metadata (.zip)</source>
        <translation type="unfinished">Copi glân: ffeiliau csv gyda metadata (.zip)</translation>
    </message>
    <message>
        <source>{count}…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One csv file for each table, and a file that describes them for machines.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A new, accessible workbook with cover, contents and notes: only what is published, nothing hidden.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A new workbook with the same values and looks; formulas become values, charts and comments stay out.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The tables with what was decided and a list of results with the outcome. Files that are no tables stay out: nothing of them was checked.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The same workbook: only what was decided changes; all else stays byte for byte.</source>
        <translation type="unfinished">Yr un gweithlyfr: dim ond yr hyn a benderfynwyd sy&apos;n newid; erys popeth arall beit am feit.</translation>
    </message>
    <message>
        <source>The same workbook: only what was decided changes, and {count} over changed cells become values.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SavedDialog</name>
    <message>
        <source>Saved and proved</source>
        <translation>Wedi&apos;i gadw a&apos;i brofi</translation>
    </message>
    <message>
        <source>Saved, but not proved</source>
        <translation>Wedi&apos;i gadw, ond heb ei brofi</translation>
    </message>
    <message>
        <source>Open the folder</source>
        <translation>Agor y ffolder</translation>
    </message>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Protected workbook</source>
        <translation>Gweithlyfr wedi&apos;i ddiogelu</translation>
    </message>
    <message>
        <source>Record</source>
        <translation>Cofnod</translation>
    </message>
    <message>
        <source>Signature</source>
        <translation>Llofnod</translation>
    </message>
    <message>
        <source>signed</source>
        <translation>wedi&apos;i lofnodi</translation>
    </message>
    <message>
        <source>not signed</source>
        <translation>heb ei lofnodi</translation>
    </message>
    <message>
        <source>Outstanding</source>
        <translation>Ar ôl i&apos;w wneud</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>dim byd</translation>
    </message>
    <message>
        <source>Password</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The saved file asks for none, other than the source.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In the file</source>
        <translation>Yn y ffeil</translation>
    </message>
    <message>
        <source>Formulas</source>
        <translation>Fformiwlâu</translation>
    </message>
    <message>
        <source>&amp;What changed in the file…</source>
        <translation>&amp;Beth newidiodd yn y ffeil…</translation>
    </message>
    <message>
        <source>Compare the source and the saved file part by part</source>
        <translation type="unfinished">Cymharu&apos;r ffynhonnell a&apos;r ffeil a gadwyd fesul rhan</translation>
    </message>
    <message>
        <source>&amp;Formulas…</source>
        <translation>&amp;Fformiwlâu…</translation>
    </message>
    <message>
        <source>Show which formulas became values, and why</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Formulas that became values</source>
        <translation>Fformiwlâu a ddaeth yn werthoedd</translation>
    </message>
    <message>
        <source>1 formula became a value</source>
        <translation>Daeth 1 fformiwla yn werth</translation>
    </message>
    <message>
        <source>{count} became values</source>
        <translation>Daeth {count} yn werthoedd</translation>
    </message>
    <message>
        <source>✓  No withheld value is left in the saved file.</source>
        <translation type="unfinished">✓  Nid oes gwerth a ddaliwyd yn ôl ar ôl yn y ffeil a gadwyd.</translation>
    </message>
    <message>
        <source>▲  The saved file must not be published.</source>
        <translation type="unfinished">▲  Rhaid peidio â chyhoeddi&apos;r ffeil a gadwyd.</translation>
    </message>
</context>
<context>
    <name>Saving</name>
    <message>
        <source>The check of the present state is still under way.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Say what the policy asks for before release</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saving {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looking at formulas</source>
        <translation>Yn edrych ar fformiwlâu</translation>
    </message>
    <message>
        <source>{cells} cells were compared with the source.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{cells} cells and {parts} parts were compared with the source.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 hidden part is in the saved file</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n hidden parts are in the saved file</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
            <numerusform></numerusform>
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Try again…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stopped. Nothing was saved.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SearchStrip</name>
    <message>
        <source>Search for cells to withhold</source>
        <translation>Chwilio am gelloedd i&apos;w dal yn ôl</translation>
    </message>
    <message>
        <source>Stop and &amp;keep</source>
        <translation>Stopio a &amp;chadw</translation>
    </message>
    <message>
        <source>Take the best pattern found so far (Ctrl+Shift+.)</source>
        <translation type="unfinished">Cymryd y patrwm gorau a gafwyd hyd yma (Ctrl+Shift+.)</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Canslo</translation>
    </message>
    <message>
        <source>Stop and leave everything as it was (Ctrl+.)</source>
        <translation type="unfinished">Stopio a gadael popeth fel yr oedd (Ctrl+.)</translation>
    </message>
    <message>
        <source>Looking for cells that protect the unsafe ones…</source>
        <translation type="unfinished">Yn chwilio am gelloedd sy&apos;n diogelu&apos;r rhai anniogel…</translation>
    </message>
    <message>
        <source>round {done} of at most {total}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Protecting</source>
        <translation>Yn diogelu</translation>
    </message>
    <message>
        <source>Stopping with the best pattern so far…</source>
        <translation type="unfinished">Yn stopio gyda&apos;r patrwm gorau hyd yma…</translation>
    </message>
</context>
<context>
    <name>SeverityBar</name>
    <message>
        <source>All</source>
        <translation>Pob un</translation>
    </message>
    <message>
        <source>▲ At risk</source>
        <translation>▲ Mewn perygl</translation>
    </message>
    <message>
        <source>? To review</source>
        <translation>? I&apos;w adolygu</translation>
    </message>
    <message>
        <source>Good to know</source>
        <translation>Da gwybod</translation>
    </message>
</context>
<context>
    <name>SheetArea</name>
    <message>
        <source>Cell</source>
        <translation>Cell</translation>
    </message>
    <message>
        <source>Type a cell, such as C7, and press Enter (Ctrl+G)</source>
        <translation>Teipiwch gell, megis C7, a phwyswch Enter (Ctrl+G)</translation>
    </message>
    <message>
        <source>Content of the cell in the source</source>
        <translation>Cynnwys y gell yn y ffynhonnell</translation>
    </message>
    <message>
        <source>Sheets</source>
        <translation>Dalennau</translation>
    </message>
</context>
<context>
    <name>SheetView</name>
    <message>
        <source>Sheet {name}</source>
        <translation>Dalen {name}</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>Colofnau</translation>
    </message>
    <message>
        <source>Rows</source>
        <translation>Rhesi</translation>
    </message>
    <message>
        <source>This sheet is a chart; it has no cells.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drag to move the edge of the table (or Alt+Shift and an arrow key)</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SignatureForm</name>
    <message>
        <source>Your name or e-mail address</source>
        <translation>Eich enw neu gyfeiriad e-bost</translation>
    </message>
    <message>
        <source>Make a new key for me</source>
        <translation>Gwneud allwedd newydd i mi</translation>
    </message>
    <message>
        <source>Choose a key file…</source>
        <translation>Dewis ffeil allwedd…</translation>
    </message>
    <message>
        <source>Your &amp;name</source>
        <translation>Eich &amp;enw</translation>
    </message>
    <message>
        <source>Signing &amp;key</source>
        <translation>&amp;Allwedd lofnodi</translation>
    </message>
    <message>
        <source>&amp;Passphrase</source>
        <translation>&amp;Cyfrinymadrodd</translation>
    </message>
    <message>
        <source>Passphrase a&amp;gain</source>
        <translation>Cyfrinymadrodd &amp;eto</translation>
    </message>
    <message>
        <source>Enter your name.</source>
        <translation>Rhowch eich enw.</translation>
    </message>
    <message>
        <source>Choose a key.</source>
        <translation>Dewiswch allwedd.</translation>
    </message>
    <message>
        <source>Choose a passphrase of {n} characters or more.</source>
        <translation>Dewiswch gyfrinymadrodd o {n} nod neu fwy.</translation>
    </message>
    <message>
        <source>The two passphrases differ.</source>
        <translation>Mae&apos;r ddau gyfrinymadrodd yn wahanol.</translation>
    </message>
    <message>
        <source>Choose a private key</source>
        <translation>Dewis allwedd breifat</translation>
    </message>
</context>
<context>
    <name>SignersPage</name>
    <message>
        <source>Who</source>
        <translation>Pwy</translation>
    </message>
    <message>
        <source>Added by</source>
        <translation>Ychwanegwyd gan</translation>
    </message>
    <message>
        <source>Added on</source>
        <translation>Ychwanegwyd ar</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>Allwedd</translation>
    </message>
    <message>
        <source>Trusted signers</source>
        <translation>Llofnodwyr dibynadwy</translation>
    </message>
    <message>
        <source>Add from a &amp;list of signers…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Remove</source>
        <translation>&amp;Tynnu</translation>
    </message>
    <message>
        <source>&amp;Write as a list of signers…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>verify --signers and ssh-keygen read the written list.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add from a list of signers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write as a list of signers</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>StandingDialog</name>
    <message>
        <source>What was decided</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compared</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Decisions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>On the whole</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Signed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>agree</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>▲  differ</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not stated</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TableActions</name>
    <message>
        <source>These rows hold the labels of the columns</source>
        <translation type="unfinished">Mae&apos;r rhesi hyn yn dal labeli&apos;r colofnau</translation>
    </message>
    <message>
        <source>These columns hold the labels of the rows</source>
        <translation type="unfinished">Mae&apos;r colofnau hyn yn dal labeli&apos;r rhesi</translation>
    </message>
    <message>
        <source>Its numbers belong to the table, as data</source>
        <translation type="unfinished">Mae ei rifau&apos;n perthyn i&apos;r tabl, fel data</translation>
    </message>
    <message>
        <source>Notes, codes and the like: not to be checked with the table</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing adds up to it, whatever the numbers look like</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is a &amp;total of…</source>
        <translation>Mae hwn yn &amp;gyfanswm o…</translation>
    </message>
    <message>
        <source>Choose the lines that add up to it</source>
        <translation>Dewiswch y llinellau sy&apos;n adio iddo</translation>
    </message>
    <message>
        <source>&amp;Percentage of…</source>
        <translation>&amp;Canran o…</translation>
    </message>
    <message>
        <source>Choose what it was worked out from</source>
        <translation>Dewiswch o beth y&apos;i cyfrifwyd</translation>
    </message>
    <message>
        <source>This is no ta&amp;ble</source>
        <translation>Nid &amp;tabl yw hwn</translation>
    </message>
    <message>
        <source>Its numbers are not statistics to be checked</source>
        <translation type="unfinished">Nid ystadegau i&apos;w gwirio yw ei rifau</translation>
    </message>
    <message>
        <source>&amp;Make the selection a table</source>
        <translation>&amp;Gwneud y dewis yn dabl</translation>
    </message>
    <message>
        <source>Select the numbers, with or without their labels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Use last time&apos;s corrections</source>
        <translation>&amp;Defnyddio cywiriadau&apos;r tro diwethaf</translation>
    </message>
    <message>
        <source>Correct the tables as in the last check of a sheet with the same labels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Bottom edge down</source>
        <translation>Ymyl &amp;isaf i lawr</translation>
    </message>
    <message>
        <source>Bottom edge &amp;up</source>
        <translation>Ymyl isaf i &amp;fyny</translation>
    </message>
    <message>
        <source>&amp;Right edge to the right</source>
        <translation>Ymyl dd&amp;e i&apos;r dde</translation>
    </message>
    <message>
        <source>Right edge to the &amp;left</source>
        <translation>Ymyl dde i&apos;r c&amp;hwith</translation>
    </message>
    <message>
        <source>&amp;Top edge up</source>
        <translation>Ymyl &amp;uchaf i fyny</translation>
    </message>
    <message>
        <source>Top edge &amp;down</source>
        <translation>Ymyl uchaf i &amp;lawr</translation>
    </message>
    <message>
        <source>Left edge to the le&amp;ft</source>
        <translation>Ymyl chwith i&apos;r &amp;chwith</translation>
    </message>
    <message>
        <source>Left edge to the ri&amp;ght</source>
        <translation>Ymyl chwith i&apos;r &amp;dde</translation>
    </message>
    <message>
        <source>Move an edge of the table&apos;s numbers by one line</source>
        <translation type="unfinished">Symud ymyl rhifau&apos;r tabl o un llinell</translation>
    </message>
    <message>
        <source>These &amp;numbers are</source>
        <translation>Mae&apos;r &amp;rhifau hyn yn</translation>
    </message>
    <message>
        <source>Move the &amp;edges</source>
        <translation>Symud yr &amp;ymylon</translation>
    </message>
    <message>
        <source>&amp;Header ({lines})</source>
        <translation>&amp;Pennawd ({lines})</translation>
    </message>
    <message>
        <source>Row &amp;labels ({lines})</source>
        <translation>&amp;Labeli rhesi ({lines})</translation>
    </message>
    <message>
        <source>Part of the table, as numbers ({lines})</source>
        <translation type="unfinished">Rhan o&apos;r tabl, fel rhifau ({lines})</translation>
    </message>
    <message>
        <source>Not part of the table ({lines})</source>
        <translation>Ddim yn rhan o&apos;r tabl ({lines})</translation>
    </message>
    <message>
        <source>This is no total ({lines})</source>
        <translation>Nid cyfanswm yw hwn ({lines})</translation>
    </message>
    <message>
        <source>row</source>
        <translation>rhes</translation>
    </message>
    <message>
        <source>column</source>
        <translation>colofn</translation>
    </message>
    <message>
        <source>In the whole &amp;table</source>
        <translation>Yn y &amp;tabl cyfan</translation>
    </message>
    <message>
        <source>In {lines}</source>
        <translation>Yn {lines}</translation>
    </message>
</context>
<context>
    <name>TotalDialog</name>
    <message>
        <source>This is a total of…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is the total</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The total</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its parts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whether it adds up</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;The total is</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tick what is &amp;proposed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tick &amp;none</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tick the lines that add up to it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>columns</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>rows</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Withheld numbers leave open whether it adds up.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Adds up in {held} of {known} {lines}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{text}, but for rounding</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not in {names}{more}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In {n} more, withheld numbers leave room for it</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Walking</name>
    <message>
        <source>Next part of the &amp;window</source>
        <translation>&amp;Rhan nesaf y ffenestr</translation>
    </message>
    <message>
        <source>Previous part of the w&amp;indow</source>
        <translation>Rhan &amp;flaenorol y ffenestr</translation>
    </message>
    <message>
        <source>Put the keyboard on another part ({keys})</source>
        <translation>Rhoi&apos;r bysellfwrdd ar ran arall ({keys})</translation>
    </message>
</context>
<context>
    <name>WaysBeside</name>
    <message>
        <source>Cells as each way would show them</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cell</source>
        <translation type="unfinished">Cell</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>Nawr</translation>
    </message>
</context>
<context>
    <name>WeightDialog</name>
    <message>
        <source>Weigh {cells}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Weigh</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Of the ways to protect what is unsafe the cheapest is taken. Cells that count more than once are withheld later than others, those that count less, sooner.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How many times as much it costs to withhold them</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Withholding them &amp;costs, in times</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>WelcomePage</name>
    <message>
        <source>Welcome</source>
        <translation>Croeso</translation>
    </message>
    <message>
        <source>Try it on the sample workbook</source>
        <translation>Rhowch gynnig arni gyda&apos;r gweithlyfr enghreifftiol</translation>
    </message>
    <message>
        <source>Learn to find problems</source>
        <translation>Dysgu dod o hyd i broblemau</translation>
    </message>
    <message>
        <source>Continue an unfinished check</source>
        <translation>Parhau â gwiriad anorffenedig</translation>
    </message>
    <message>
        <source>Opened recently</source>
        <translation>Agorwyd yn ddiweddar</translation>
    </message>
    <message>
        <source>Nothing yet. Names of workbooks will stand here.</source>
        <translation>Dim eto. Bydd enwau gweithlyfrau yn ymddangos yma.</translation>
    </message>
    <message>
        <source>1 action</source>
        <translation>1 weithred</translation>
    </message>
    <message>
        <source>{n} actions</source>
        <translation>{n} gweithred</translation>
    </message>
    <message>
        <source>{done}, begun {when}</source>
        <translation>{done}, dechreuwyd {when}</translation>
    </message>
    <message>
        <source>Continue {name}</source>
        <translation>Parhau â {name}</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>Gwaredu</translation>
    </message>
    <message>
        <source>Discard the check of {name}</source>
        <translation>Gwaredu gwiriad {name}</translation>
    </message>
    <message>
        <source>Open a workbook…</source>
        <translation>Agor gweithlyfr…</translation>
    </message>
    <message>
        <source>Open an Excel, OpenDocument or csv file (Ctrl+O)</source>
        <translation>Agor ffeil Excel, OpenDocument neu csv (Ctrl+O)</translation>
    </message>
    <message>
        <source>SDC Desktop</source>
        <translation>SDC Desktop</translation>
    </message>
    <message>
        <source>Check a workbook of statistical tables before it is published, and protect it.</source>
        <translation>Gwirio gweithlyfr o dablau ystadegol cyn ei gyhoeddi, a&apos;i ddiogelu.</translation>
    </message>
    <message>
        <source>… or drop a workbook anywhere in this window.</source>
        <translation>… neu gollyngwch weithlyfr unrhyw le yn y ffenestr hon.</translation>
    </message>
    <message>
        <source>The file you open is never changed, and nothing leaves this computer.</source>
        <translation>Ni chaiff y ffeil a agorwch ei newid byth, ac nid oes dim yn gadael y cyfrifiadur hwn.</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>Dechrau</translation>
    </message>
</context>
<context>
    <name>WelcomeWork</name>
    <message>
        <source>The check of {name} is discarded.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is forgotten for good with the next workbook, or when you quit.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bring it back</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>WhatIfWork</name>
    <message>
        <source>Working out what if</source>
        <translation>Yn cyfrifo beth os</translation>
    </message>
</context>
<context>
    <name>WindowActions</name>
    <message>
        <source>&amp;Open…</source>
        <translation>&amp;Agor…</translation>
    </message>
    <message>
        <source>Open a workbook to check</source>
        <translation>Agor gweithlyfr i&apos;w wirio</translation>
    </message>
    <message>
        <source>Open a &amp;folder of results…</source>
        <translation>Agor &amp;ffolder o ganlyniadau…</translation>
    </message>
    <message>
        <source>Open the outputs that ACRO wrote into a folder</source>
        <translation type="unfinished">Agor yr allbynnau a ysgrifennodd ACRO i ffolder</translation>
    </message>
    <message>
        <source>Compare with an &amp;earlier release…</source>
        <translation>Cymharu â &amp;datganiad cynharach…</translation>
    </message>
    <message>
        <source>Find out what readers can work out of both together</source>
        <translation type="unfinished">Canfod yr hyn y gall darllenwyr ei gyfrifo o&apos;r ddau gyda&apos;i gilydd</translation>
    </message>
    <message>
        <source>Add e&amp;vidence…</source>
        <translation>Ychwanegu &amp;tystiolaeth…</translation>
    </message>
    <message>
        <source>Add a file with what stands behind the numbers, such as the contributors</source>
        <translation type="unfinished">Ychwanegu ffeil â&apos;r hyn sydd y tu ôl i&apos;r rhifau, megis y cyfranwyr</translation>
    </message>
    <message>
        <source>Ques&amp;tions to send…</source>
        <translation>Cwes&amp;tiynau i&apos;w hanfon…</translation>
    </message>
    <message>
        <source>What the researcher has to be asked for, ready to send</source>
        <translation type="unfinished">Yr hyn y mae angen ei ofyn i&apos;r ymchwilydd, yn barod i&apos;w anfon</translation>
    </message>
    <message>
        <source>&amp;Sign and save…</source>
        <translation>&amp;Llofnodi a chadw…</translation>
    </message>
    <message>
        <source>Save the protected workbook with its proof and signed record</source>
        <translation type="unfinished">Cadw&apos;r gweithlyfr wedi&apos;i ddiogelu gyda&apos;i brawf a&apos;i gofnod wedi&apos;i lofnodi</translation>
    </message>
    <message>
        <source>Review a recor&amp;d…</source>
        <translation>Adolygu &amp;cofnod…</translation>
    </message>
    <message>
        <source>Look at another checker&apos;s record, decide and sign</source>
        <translation type="unfinished">Edrych ar gofnod gwiriwr arall, penderfynu a llofnodi</translation>
    </message>
    <message>
        <source>E&amp;xport a record…</source>
        <translation>A&amp;llforio cofnod…</translation>
    </message>
    <message>
        <source>Write a record as an RO-Crate, for a trusted research environment</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Print…</source>
        <translation>&amp;Argraffu…</translation>
    </message>
    <message>
        <source>Print sheets as readers get them, or the list of findings</source>
        <translation type="unfinished">Argraffu dalennau fel y mae darllenwyr yn eu cael, neu&apos;r rhestr o ganfyddiadau</translation>
    </message>
    <message>
        <source>Pri&amp;nt preview</source>
        <translation>&amp;Rhagolwg argraffu</translation>
    </message>
    <message>
        <source>Look at the pages that would be printed</source>
        <translation type="unfinished">Edrych ar y tudalennau a fyddai&apos;n cael eu hargraffu</translation>
    </message>
    <message>
        <source>&amp;Close the workbook</source>
        <translation>&amp;Cau&apos;r gweithlyfr</translation>
    </message>
    <message>
        <source>Back to the welcome page; what was done is kept for later</source>
        <translation type="unfinished">Yn ôl i&apos;r dudalen groeso; cedwir yr hyn a wnaed tan yn ddiweddarach</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>&amp;Gadael</translation>
    </message>
    <message>
        <source>Close the program</source>
        <translation>Cau&apos;r rhaglen</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>&amp;Dadwneud</translation>
    </message>
    <message>
        <source>Take back a step</source>
        <translation>Mynd â cham yn ôl</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>&amp;Ail-wneud</translation>
    </message>
    <message>
        <source>Do the step again</source>
        <translation>Gwneud y cam eto</translation>
    </message>
    <message>
        <source>&amp;Withhold</source>
        <translation>&amp;Dal yn ôl</translation>
    </message>
    <message>
        <source>Show a marker in place of the selected cells</source>
        <translation type="unfinished">Dangos marciwr yn lle&apos;r celloedd a ddewiswyd</translation>
    </message>
    <message>
        <source>Show &amp;again</source>
        <translation>Dangos &amp;eto</translation>
    </message>
    <message>
        <source>Show the source&apos;s values of the selected cells again</source>
        <translation type="unfinished">Dangos gwerthoedd ffynhonnell y celloedd a ddewiswyd eto</translation>
    </message>
    <message>
        <source>Accept with a &amp;reason…</source>
        <translation>Derbyn gyda &amp;rheswm…</translation>
    </message>
    <message>
        <source>Show the selected cells although a rule calls them unsafe</source>
        <translation type="unfinished">Dangos y celloedd a ddewiswyd er bod rheol yn eu galw&apos;n anniogel</translation>
    </message>
    <message>
        <source>Readers &amp;know…</source>
        <translation>Mae darllenwyr yn &amp;gwybod…</translation>
    </message>
    <message>
        <source>Say what readers know of the selected cells from elsewhere</source>
        <translation type="unfinished">Dweud beth y mae darllenwyr yn ei wybod am y celloedd a ddewiswyd o fannau eraill</translation>
    </message>
    <message>
        <source>R&amp;ound…</source>
        <translation>&amp;Talgrynnu…</translation>
    </message>
    <message>
        <source>Round the tables or the selected cells to a base</source>
        <translation type="unfinished">Talgrynnu&apos;r tablau neu&apos;r celloedd a ddewiswyd i sail</translation>
    </message>
    <message>
        <source>&amp;Protect automatically</source>
        <translation>&amp;Diogelu&apos;n awtomatig</translation>
    </message>
    <message>
        <source>Withhold every unsafe cell and the cells that protect it</source>
        <translation type="unfinished">Dal yn ôl bob cell anniogel a&apos;r celloedd sy&apos;n ei diogelu</translation>
    </message>
    <message>
        <source>Protect all</source>
        <translation>Diogelu popeth</translation>
    </message>
    <message>
        <source>&amp;Check again</source>
        <translation>&amp;Gwirio eto</translation>
    </message>
    <message>
        <source>Find out everything about the present state anew</source>
        <translation type="unfinished">Canfod popeth am y cyflwr presennol o&apos;r newydd</translation>
    </message>
    <message>
        <source>Protect automatically, as &amp;I wish…</source>
        <translation>Diogelu&apos;n awtomatig, fel y &amp;dymunaf…</translation>
    </message>
    <message>
        <source>Com&amp;bine categories…</source>
        <translation>Cy&amp;funo categorïau…</translation>
    </message>
    <message>
        <source>Publish less detail instead of withholding: two categories become one</source>
        <translation type="unfinished">Cyhoeddi llai o fanylion yn lle dal yn ôl: mae dau gategori&apos;n dod yn un</translation>
    </message>
    <message>
        <source>Remo&amp;ve hidden parts</source>
        <translation>Tynnu rhannau c&amp;udd</translation>
    </message>
    <message>
        <source>&amp;High contrast, dark</source>
        <translation>&amp;Cyferbyniad uchel, tywyll</translation>
    </message>
    <message>
        <source>High &amp;contrast, light</source>
        <translation>Cyferbyniad &amp;uchel, golau</translation>
    </message>
    <message>
        <source>Next ce&amp;ll of the proof</source>
        <translation>Ce&amp;ll nesaf y prawf</translation>
    </message>
    <message>
        <source>Say what withholding costs, and what to avoid; then protect</source>
        <translation type="unfinished">Dweud beth yw cost dal yn ôl, a beth i&apos;w osgoi; yna diogelu</translation>
    </message>
    <message>
        <source>Compare wa&amp;ys to protect…</source>
        <translation>Cymharu ff&amp;yrdd o ddiogelu…</translation>
    </message>
    <message>
        <source>See what withholding, rounding and noise lose and leave, and apply one</source>
        <translation type="unfinished">Gweld yr hyn y mae dal yn ôl, talgrynnu a sŵn yn ei golli a&apos;i adael, a defnyddio un</translation>
    </message>
    <message>
        <source>Take everything hidden that can go out of the saved file</source>
        <translation type="unfinished">Tynnu popeth cudd a all fynd o&apos;r ffeil a gedwir</translation>
    </message>
    <message>
        <source>Show the &amp;source&apos;s values</source>
        <translation>Dangos gwerthoedd y &amp;ffynhonnell</translation>
    </message>
    <message>
        <source>Look at the numbers before protection; press again to go back</source>
        <translation type="unfinished">Edrych ar y rhifau cyn diogelu; pwyswch eto i fynd yn ôl</translation>
    </message>
    <message>
        <source>&amp;Before and after side by side</source>
        <translation>&amp;Cyn ac ar ôl ochr yn ochr</translation>
    </message>
    <message>
        <source>Show the source&apos;s numbers beside what readers get; they scroll together</source>
        <translation type="unfinished">Dangos rhifau&apos;r ffynhonnell wrth ochr yr hyn y mae darllenwyr yn ei gael; maent yn sgrolio gyda&apos;i gilydd</translation>
    </message>
    <message>
        <source>&amp;Picture of what a reader can work out…</source>
        <translation>&amp;Llun o&apos;r hyn y gall darllenydd ei gyfrifo…</translation>
    </message>
    <message>
        <source>See how far each withheld cell can be narrowed, and save the picture</source>
        <translation type="unfinished">Gweld pa mor bell y gellir culhau pob cell a ddaliwyd yn ôl, a chadw&apos;r llun</translation>
    </message>
    <message>
        <source>Show &amp;hidden rows and columns</source>
        <translation>Dangos rhesi a cholofnau &amp;cudd</translation>
    </message>
    <message>
        <source>Show what the spreadsheet hides, hatched</source>
        <translation type="unfinished">Dangos yr hyn y mae&apos;r daenlen yn ei guddio, wedi&apos;i linellu</translation>
    </message>
    <message>
        <source>Larger cells</source>
        <translation>Celloedd mwy</translation>
    </message>
    <message>
        <source>Zoo&amp;m in</source>
        <translation>Chwyddo i &amp;mewn</translation>
    </message>
    <message>
        <source>Zoom &amp;out</source>
        <translation>Chwyddo &amp;allan</translation>
    </message>
    <message>
        <source>Smaller cells</source>
        <translation>Celloedd llai</translation>
    </message>
    <message>
        <source>&amp;Usual size</source>
        <translation>Maint &amp;arferol</translation>
    </message>
    <message>
        <source>100 %</source>
        <translation>100 %</translation>
    </message>
    <message>
        <source>As the &amp;desktop</source>
        <translation>Fel y &amp;bwrdd gwaith</translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation>&amp;Golau</translation>
    </message>
    <message>
        <source>Dar&amp;k</source>
        <translation>&amp;Tywyll</translation>
    </message>
    <message>
        <source>&amp;Next finding</source>
        <translation>Canfyddiad &amp;nesaf</translation>
    </message>
    <message>
        <source>Go to the next finding</source>
        <translation>Mynd i&apos;r canfyddiad nesaf</translation>
    </message>
    <message>
        <source>&amp;Previous finding</source>
        <translation>Canfyddiad &amp;blaenorol</translation>
    </message>
    <message>
        <source>Go to the previous finding</source>
        <translation>Mynd i&apos;r canfyddiad blaenorol</translation>
    </message>
    <message>
        <source>Next &amp;hidden part</source>
        <translation>Rhan &amp;gudd nesaf</translation>
    </message>
    <message>
        <source>Go to the next hidden part</source>
        <translation>Mynd i&apos;r rhan gudd nesaf</translation>
    </message>
    <message>
        <source>Previous hi&amp;dden part</source>
        <translation>Rhan g&amp;udd flaenorol</translation>
    </message>
    <message>
        <source>Go to the hidden part before</source>
        <translation>Mynd i&apos;r rhan gudd flaenorol</translation>
    </message>
    <message>
        <source>Go to the next cell that tells a reader the withheld one</source>
        <translation type="unfinished">Mynd i&apos;r gell nesaf sy&apos;n datgelu&apos;r un a ddaliwyd yn ôl i ddarllenydd</translation>
    </message>
    <message>
        <source>Previous cell of the p&amp;roof</source>
        <translation>Cell flaenorol y p&amp;rawf</translation>
    </message>
    <message>
        <source>Go to the cell of the proof before</source>
        <translation>Mynd i gell flaenorol y prawf</translation>
    </message>
    <message>
        <source>&amp;Take the marks of the proof away</source>
        <translation>&amp;Tynnu marciau&apos;r prawf</translation>
    </message>
    <message>
        <source>Show the sheet without the proof</source>
        <translation>Dangos y ddalen heb y prawf</translation>
    </message>
    <message>
        <source>&amp;Cell…</source>
        <translation>&amp;Cell…</translation>
    </message>
    <message>
        <source>Type where to go, such as C7</source>
        <translation>Teipiwch ble i fynd, megis C7</translation>
    </message>
    <message>
        <source>Next &amp;sheet</source>
        <translation>&amp;Dalen nesaf</translation>
    </message>
    <message>
        <source>Show the next sheet</source>
        <translation>Dangos y ddalen nesaf</translation>
    </message>
    <message>
        <source>Previous sh&amp;eet</source>
        <translation>Dalen &amp;flaenorol</translation>
    </message>
    <message>
        <source>Show the sheet before</source>
        <translation>Dangos y ddalen flaenorol</translation>
    </message>
    <message>
        <source>&amp;Register…</source>
        <translation>&amp;Cofrestr…</translation>
    </message>
    <message>
        <source>Look up who opened, viewed, exported and verified which file</source>
        <translation type="unfinished">Chwilio pwy agorodd, a welodd, a allforiodd ac a wiriodd pa ffeil</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>&amp;Ffeil</translation>
    </message>
    <message>
        <source>Open &amp;recent</source>
        <translation>Agor un di&amp;weddar</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>&amp;Golygu</translation>
    </message>
    <message>
        <source>&amp;Protect</source>
        <translation>&amp;Diogelu</translation>
    </message>
    <message>
        <source>&amp;Table</source>
        <translation>&amp;Tabl</translation>
    </message>
    <message>
        <source>&amp;Release</source>
        <translation>&amp;Datganiad</translation>
    </message>
    <message>
        <source>&amp;Go</source>
        <translation>&amp;Mynd</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>G&amp;olwg</translation>
    </message>
    <message>
        <source>&amp;Colours</source>
        <translation>&amp;Lliwiau</translation>
    </message>
    <message>
        <source>&amp;Panels</source>
        <translation>&amp;Paneli</translation>
    </message>
    <message>
        <source>T&amp;ools</source>
        <translation>&amp;Offer</translation>
    </message>
    <message>
        <source>Tools</source>
        <translation>Offer</translation>
    </message>
</context>
<context>
    <name>WishMenu</name>
    <message>
        <source>What may be with&amp;held</source>
        <translation>Yr &amp;hyn y gellir ei ddal yn ôl</translation>
    </message>
    <message>
        <source>Drag over cells to say it; press again, or Escape, to end</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep by &amp;dragging</source>
        <translation>Cadw drwy &amp;lusgo</translation>
    </message>
    <message>
        <source>Let go by d&amp;ragging</source>
        <translation>Gollwng drwy l&amp;usgo</translation>
    </message>
    <message>
        <source>Take back by dr&amp;agging</source>
        <translation>Tynnu&apos;n ôl drwy lu&amp;sgo</translation>
    </message>
    <message>
        <source>The selected cells must stay shown: never withheld to protect others</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Keep shown</source>
        <translation>&amp;Dal i ddangos</translation>
    </message>
    <message>
        <source>The selected cells may rather be withheld than others</source>
        <translation type="unfinished">Gellir dal y celloedd a ddewiswyd yn ôl yn hytrach na rhai eraill</translation>
    </message>
    <message>
        <source>&amp;Let go rather than others</source>
        <translation>&amp;Gollwng yn hytrach na rhai eraill</translation>
    </message>
    <message>
        <source>Say how many times as much it costs to withhold the selected cells</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Weigh…</source>
        <translation>&amp;Pwyso…</translation>
    </message>
    <message>
        <source>Wish nothing of the selected cells any more</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Take back</source>
        <translation>&amp;Tynnu&apos;n ôl</translation>
    </message>
</context>
<context>
    <name>WishWork</name>
    <message>
        <source>No number is selected.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Workbench</name>
    <message>
        <source>As opened</source>
        <translation>Fel yr agorwyd</translation>
    </message>
    <message>
        <source>History: choose a line to go back to it</source>
        <translation>Hanes: dewiswch linell i fynd yn ôl ati</translation>
    </message>
    <message>
        <source>Choose a line to go back to it</source>
        <translation>Dewiswch linell i fynd yn ôl ati</translation>
    </message>
</context>
<context>
    <name>WorkbookTree</name>
    <message>
        <source>Sheets and tables</source>
        <translation>Dalennau a thablau</translation>
    </message>
</context>
</TS>
