<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ar_XB" sourcelanguage="en">
    <context>
        <name>AppBar</name>
        <message>
            <source>Serums</source>
            <translation>&#x202e;Serums~~&#x202c;</translation>
        </message>
        <message>
            <source>Patients</source>
            <translation>&#x202e;Patients~~~&#x202c;</translation>
        </message>
        <message>
            <source>Record</source>
            <translation>&#x202e;Record~~&#x202c;</translation>
        </message>
        <message>
            <source>Purpose: Emergency</source>
            <translation>&#x202e;Purpose:~~~&#x202c; &#x202e;Emergency~~~&#x202c;</translation>
        </message>
        <message>
            <source>Lock</source>
            <translation>&#x202e;Lock~~&#x202c;</translation>
        </message>
        <message>
            <source>Ctrl L</source>
            <translation>&#x202e;Ctrl~~&#x202c; &#x202e;L~&#x202c;</translation>
        </message>
        <message>
            <source>Lock now</source>
            <translation>&#x202e;Lock~~&#x202c; &#x202e;now~&#x202c;</translation>
        </message>
        <message>
            <source>Theme</source>
            <translation>&#x202e;Theme~~&#x202c;</translation>
        </message>
        <message>
            <source>Online</source>
            <translation>&#x202e;Online~~&#x202c;</translation>
        </message>
        <message>
            <source>Offline</source>
            <translation>&#x202e;Offline~~~&#x202c;</translation>
        </message>
        <message>
            <source>Locks in {time}</source>
            <translation>&#x202e;Locks~~&#x202c; &#x202e;in~&#x202c; {time}</translation>
        </message>
    </context>
    <context>
        <name>CachedRecords</name>
        <message>
            <source>Patient</source>
            <translation>&#x202e;Patient~~~&#x202c;</translation>
        </message>
        <message>
            <source>Born</source>
            <translation>&#x202e;Born~~&#x202c;</translation>
        </message>
        <message>
            <source>Opened</source>
            <translation>&#x202e;Opened~~&#x202c;</translation>
        </message>
        <message>
            <source>Record</source>
            <translation>&#x202e;Record~~&#x202c;</translation>
        </message>
        <message>
            <source>no copy yet</source>
            <translation>&#x202e;no~&#x202c; &#x202e;copy~~&#x202c; &#x202e;yet~&#x202c;</translation>
        </message>
        <message>
            <source>copy {at}</source>
            <translation>&#x202e;copy~~&#x202c; {at}</translation>
        </message>
        <message>
            <source>not opened yet</source>
            <translation>&#x202e;not~&#x202c; &#x202e;opened~~&#x202c; &#x202e;yet~&#x202c;</translation>
        </message>
    </context>
    <context>
        <name>CautionBox</name>
        <message>
            <source>Two records may be the same person.</source>
            <translation>&#x202e;Two~&#x202c; &#x202e;records~~~&#x202c; &#x202e;may~&#x202c; &#x202e;be~&#x202c; &#x202e;the~&#x202c; &#x202e;same~~&#x202c; &#x202e;person.~~~&#x202c;</translation>
        </message>
        <message>
            <source>They differ in a number or a name, so they stay apart.</source>
            <translation>&#x202e;They~~&#x202c; &#x202e;differ~~&#x202c; &#x202e;in~&#x202c; &#x202e;a~&#x202c; &#x202e;number~~&#x202c; &#x202e;or~&#x202c; &#x202e;a~&#x202c; &#x202e;name,~~&#x202c; &#x202e;so~&#x202c; &#x202e;they~~&#x202c; &#x202e;stay~~&#x202c; &#x202e;apart.~~&#x202c;</translation>
        </message>
        <message>
            <source>Two people have much in common.</source>
            <translation>&#x202e;Two~&#x202c; &#x202e;people~~&#x202c; &#x202e;have~~&#x202c; &#x202e;much~~&#x202c; &#x202e;in~&#x202c; &#x202e;common.~~~&#x202c;</translation>
        </message>
        <message>
            <source>Compare birth date and number with the patient before you open.</source>
            <translation>&#x202e;Compare~~~&#x202c; &#x202e;birth~~&#x202c; &#x202e;date~~&#x202c; &#x202e;and~&#x202c; &#x202e;number~~&#x202c; &#x202e;with~~&#x202c; &#x202e;the~&#x202c; &#x202e;patient~~~&#x202c; &#x202e;before~~&#x202c; &#x202e;you~&#x202c; &#x202e;open.~~&#x202c;</translation>
        </message>
    </context>
    <context>
        <name>Comparison</name>
        <message>
            <source>Certainly the same person</source>
            <translation>&#x202e;Certainly~~~&#x202c; &#x202e;the~&#x202c; &#x202e;same~~&#x202c; &#x202e;person~~&#x202c;</translation>
        </message>
        <message>
            <source>Probably the same person</source>
            <translation>&#x202e;Probably~~~&#x202c; &#x202e;the~&#x202c; &#x202e;same~~&#x202c; &#x202e;person~~&#x202c;</translation>
        </message>
        <message>
            <source>Possibly the same person</source>
            <translation>&#x202e;Possibly~~~&#x202c; &#x202e;the~&#x202c; &#x202e;same~~&#x202c; &#x202e;person~~&#x202c;</translation>
        </message>
        <message>
            <source>Certainly another person</source>
            <translation>&#x202e;Certainly~~~&#x202c; &#x202e;another~~~&#x202c; &#x202e;person~~&#x202c;</translation>
        </message>
        <message>
            <source>same</source>
            <translation>&#x202e;same~~&#x202c;</translation>
        </message>
        <message>
            <source>close</source>
            <translation>&#x202e;close~~&#x202c;</translation>
        </message>
        <message>
            <source>differs</source>
            <translation>&#x202e;differs~~~&#x202c;</translation>
        </message>
        <message>
            <source>not given</source>
            <translation>&#x202e;not~&#x202c; &#x202e;given~~&#x202c;</translation>
        </message>
        <message>
            <source>Surname</source>
            <translation>&#x202e;Surname~~~&#x202c;</translation>
        </message>
        <message>
            <source>Given name</source>
            <translation>&#x202e;Given~~&#x202c; &#x202e;name~~&#x202c;</translation>
        </message>
        <message>
            <source>Birth date</source>
            <translation>&#x202e;Birth~~&#x202c; &#x202e;date~~&#x202c;</translation>
        </message>
        <message>
            <source>Sex</source>
            <translation>&#x202e;Sex~&#x202c;</translation>
        </message>
        <message>
            <source>Town</source>
            <translation>&#x202e;Town~~&#x202c;</translation>
        </message>
    </context>
    <context>
        <name>Countdown</name>
        <message>
            <source>{time} left</source>
            <translation>{time} &#x202e;left~~&#x202c;</translation>
        </message>
    </context>
    <context>
        <name>CoverageStrip</name>
        <message>
            <source>Sources</source>
            <translation>&#x202e;Sources~~~&#x202c;</translation>
        </message>
        <message>
            <source>What each source gave, and as whom it knows the person (F8)</source>
            <translation>&#x202e;What~~&#x202c; &#x202e;each~~&#x202c; &#x202e;source~~&#x202c; &#x202e;gave,~~&#x202c; &#x202e;and~&#x202c; &#x202e;as~&#x202c; &#x202e;whom~~&#x202c; &#x202e;it~&#x202c; &#x202e;knows~~&#x202c; &#x202e;the~&#x202c; &#x202e;person~~&#x202c; &#x202e;(F8)~~&#x202c;</translation>
        </message>
        <message>
            <source>Add a file to this record</source>
            <translation>&#x202e;Add~&#x202c; &#x202e;a~&#x202c; &#x202e;file~~&#x202c; &#x202e;to~&#x202c; &#x202e;this~~&#x202c; &#x202e;record~~&#x202c;</translation>
        </message>
        <message>
            <source>Add a file to this record (Ctrl+O), or drop it on the page</source>
            <translation>&#x202e;Add~&#x202c; &#x202e;a~&#x202c; &#x202e;file~~&#x202c; &#x202e;to~&#x202c; &#x202e;this~~&#x202c; &#x202e;record~~&#x202c; &#x202e;(Ctrl+O),~~~&#x202c; &#x202e;or~&#x202c; &#x202e;drop~~&#x202c; &#x202e;it~&#x202c; &#x202e;on~&#x202c; &#x202e;the~&#x202c; &#x202e;page~~&#x202c;</translation>
        </message>
        <message>
            <source>Ask again</source>
            <translation>&#x202e;Ask~&#x202c; &#x202e;again~~&#x202c;</translation>
        </message>
        <message>
            <source>{copies} of {total} copies</source>
            <translation>{copies} &#x202e;of~&#x202c; {total} &#x202e;copies~~&#x202c;</translation>
        </message>
        <message>
            <source>{answered} of {total} answered</source>
            <translation>{answered} &#x202e;of~&#x202c; {total} &#x202e;answered~~~&#x202c;</translation>
        </message>
    </context>
    <context>
        <name>Detail</name>
        <message>
            <source>Statement</source>
            <translation>&#x202e;Statement~~~&#x202c;</translation>
        </message>
        <message>
            <source>says that this is not there</source>
            <translation>&#x202e;says~~&#x202c; &#x202e;that~~&#x202c; &#x202e;this~~&#x202c; &#x202e;is~&#x202c; &#x202e;not~&#x202c; &#x202e;there~~&#x202c;</translation>
        </message>
        <message>
            <source>Value</source>
            <translation>&#x202e;Value~~&#x202c;</translation>
        </message>
        <message>
            <source>Against range</source>
            <translation>&#x202e;Against~~~&#x202c; &#x202e;range~~&#x202c;</translation>
        </message>
        <message>
            <source>Range</source>
            <translation>&#x202e;Range~~&#x202c;</translation>
        </message>
        <message>
            <source>Status</source>
            <translation>&#x202e;Status~~&#x202c;</translation>
        </message>
        <message>
            <source>Codes</source>
            <translation>&#x202e;Codes~~&#x202c;</translation>
        </message>
        <message>
            <source>Sources differ</source>
            <translation>&#x202e;Sources~~~&#x202c; &#x202e;differ~~&#x202c;</translation>
        </message>
        <message>
            <source>not given</source>
            <translation>&#x202e;not~&#x202c; &#x202e;given~~&#x202c;</translation>
        </message>
        <message>
            <source>Original words</source>
            <translation>&#x202e;Original~~~&#x202c; &#x202e;words~~&#x202c;</translation>
        </message>
        <message>
            <source>Contradictions in this record</source>
            <translation>&#x202e;Contradictions~~~~~&#x202c; &#x202e;in~&#x202c; &#x202e;this~~&#x202c; &#x202e;record~~&#x202c;</translation>
        </message>
        <message>
            <source>Why merged</source>
            <translation>&#x202e;Why~&#x202c; &#x202e;merged~~&#x202c;</translation>
        </message>
        <message>
            <source>These resources were received and kept as they came, but are not shown: nothing was guessed from them. Ask the source for the original.</source>
            <translation>&#x202e;These~~&#x202c; &#x202e;resources~~~&#x202c; &#x202e;were~~&#x202c; &#x202e;received~~~&#x202c; &#x202e;and~&#x202c; &#x202e;kept~~&#x202c; &#x202e;as~&#x202c; &#x202e;they~~&#x202c; &#x202e;came,~~&#x202c; &#x202e;but~&#x202c; &#x202e;are~&#x202c; &#x202e;not~&#x202c; &#x202e;shown:~~&#x202c; &#x202e;nothing~~~&#x202c; &#x202e;was~&#x202c; &#x202e;guessed~~~&#x202c; &#x202e;from~~&#x202c; &#x202e;them.~~&#x202c; &#x202e;Ask~&#x202c; &#x202e;the~&#x202c; &#x202e;source~~&#x202c; &#x202e;for~&#x202c; &#x202e;the~&#x202c; &#x202e;original.~~~&#x202c;</translation>
        </message>
        <message>
            <source>Date</source>
            <translation>&#x202e;Date~~&#x202c;</translation>
        </message>
        <message>
            <source>not given by the source</source>
            <translation>&#x202e;not~&#x202c; &#x202e;given~~&#x202c; &#x202e;by~&#x202c; &#x202e;the~&#x202c; &#x202e;source~~&#x202c;</translation>
        </message>
        <message>
            <source>Until</source>
            <translation>&#x202e;Until~~&#x202c;</translation>
        </message>
        <message>
            <source>From</source>
            <translation>&#x202e;From~~&#x202c;</translation>
        </message>
    </context>
    <context>
        <name>DetailPane</name>
        <message>
            <source>Entry</source>
            <translation>&#x202e;Entry~~&#x202c;</translation>
        </message>
        <message>
            <source>Choose an entry to read it whole.</source>
            <translation>&#x202e;Choose~~&#x202c; &#x202e;an~&#x202c; &#x202e;entry~~&#x202c; &#x202e;to~&#x202c; &#x202e;read~~&#x202c; &#x202e;it~&#x202c; &#x202e;whole.~~&#x202c;</translation>
        </message>
        <message>
            <source>Contradictions</source>
            <translation>&#x202e;Contradictions~~~~~&#x202c;</translation>
        </message>
        <message>
            <source>Could not be read</source>
            <translation>&#x202e;Could~~&#x202c; &#x202e;not~&#x202c; &#x202e;be~&#x202c; &#x202e;read~~&#x202c;</translation>
        </message>
        <message>
            <source>Previous entry</source>
            <translation>&#x202e;Previous~~~&#x202c; &#x202e;entry~~&#x202c;</translation>
        </message>
        <message>
            <source>Next entry</source>
            <translation>&#x202e;Next~~&#x202c; &#x202e;entry~~&#x202c;</translation>
        </message>
        <message>
            <source>Close</source>
            <translation>&#x202e;Close~~&#x202c;</translation>
        </message>
        <message>
            <source>{place} of {total}</source>
            <translation>{place} &#x202e;of~&#x202c; {total}</translation>
        </message>
    </context>
    <context>
        <name>DeviceCharts</name>
        <message>
            <source>Device charts</source>
            <translation>&#x202e;Device~~&#x202c; &#x202e;charts~~&#x202c;</translation>
        </message>
        <message>
            <source>surface</source>
            <translation>&#x202e;surface~~~&#x202c;</translation>
        </message>
        <message>
            <source>bottom</source>
            <translation>&#x202e;bottom~~&#x202c;</translation>
        </message>
        <message>
            <source>canvas</source>
            <translation>&#x202e;canvas~~&#x202c;</translation>
        </message>
        <message>
            <source>Heart rate</source>
            <translation>&#x202e;Heart~~&#x202c; &#x202e;rate~~&#x202c;</translation>
        </message>
        <message>
            <source>Steps</source>
            <translation>&#x202e;Steps~~&#x202c;</translation>
        </message>
        <message>
            <source>Sit-to-stand</source>
            <translation>&#x202e;Sit-to-stand~~~~&#x202c;</translation>
        </message>
        <message>
            <source>Toxicity by cycle</source>
            <translation>&#x202e;Toxicity~~~&#x202c; &#x202e;by~&#x202c; &#x202e;cycle~~&#x202c;</translation>
        </message>
        <message>
            <source>{}, per day</source>
            <translation>{}&#x202e;,~&#x202c; &#x202e;per~&#x202c; &#x202e;day~&#x202c;</translation>
        </message>
        <message>
            <source>per day</source>
            <translation>&#x202e;per~&#x202c; &#x202e;day~&#x202c;</translation>
        </message>
        <message>
            <source>bars: least to greatest of the day; line: median of the day</source>
            <translation>&#x202e;bars:~~&#x202c; &#x202e;least~~&#x202c; &#x202e;to~&#x202c; &#x202e;greatest~~~&#x202c; &#x202e;of~&#x202c; &#x202e;the~&#x202c; &#x202e;day;~~&#x202c; &#x202e;line:~~&#x202c; &#x202e;median~~&#x202c; &#x202e;of~&#x202c; &#x202e;the~&#x202c; &#x202e;day~&#x202c;</translation>
        </message>
        <message>
            <source>the single samples are still being read</source>
            <translation>&#x202e;the~&#x202c; &#x202e;single~~&#x202c; &#x202e;samples~~~&#x202c; &#x202e;are~&#x202c; &#x202e;still~~&#x202c; &#x202e;being~~&#x202c; &#x202e;read~~&#x202c;</translation>
        </message>
        <message>
            <source>too many samples to list: choose fewer days</source>
            <translation>&#x202e;too~&#x202c; &#x202e;many~~&#x202c; &#x202e;samples~~~&#x202c; &#x202e;to~&#x202c; &#x202e;list:~~&#x202c; &#x202e;choose~~&#x202c; &#x202e;fewer~~&#x202c; &#x202e;days~~&#x202c;</translation>
        </message>
        <message>
            <source>area: least to greatest; line: median of the day</source>
            <translation>&#x202e;area:~~&#x202c; &#x202e;least~~&#x202c; &#x202e;to~&#x202c; &#x202e;greatest;~~~&#x202c; &#x202e;line:~~&#x202c; &#x202e;median~~&#x202c; &#x202e;of~&#x202c; &#x202e;the~&#x202c; &#x202e;day~&#x202c;</translation>
        </message>
        <message>
            <source>line: 7-day median</source>
            <translation>&#x202e;line:~~&#x202c; &#x202e;7-day~~&#x202c; &#x202e;median~~&#x202c;</translation>
        </message>
        <message>
            <source>gaps are not joined</source>
            <translation>&#x202e;gaps~~&#x202c; &#x202e;are~&#x202c; &#x202e;not~&#x202c; &#x202e;joined~~&#x202c;</translation>
        </message>
        <message>
            <source>nothing recorded</source>
            <translation>&#x202e;nothing~~~&#x202c; &#x202e;recorded~~~&#x202c;</translation>
        </message>
        <message>
            <source>Nothing recorded in these days.</source>
            <translation>&#x202e;Nothing~~~&#x202c; &#x202e;recorded~~~&#x202c; &#x202e;in~&#x202c; &#x202e;these~~&#x202c; &#x202e;days.~~&#x202c;</translation>
        </message>
        <message>
            <source>own baseline</source>
            <translation>&#x202e;own~&#x202c; &#x202e;baseline~~~&#x202c;</translation>
        </message>
        <message>
            <source>no own baseline: {} of {} days needed before the operation</source>
            <translation>&#x202e;no~&#x202c; &#x202e;own~&#x202c; &#x202e;baseline:~~~&#x202c; {} &#x202e;of~&#x202c; {} &#x202e;days~~&#x202c; &#x202e;needed~~&#x202c; &#x202e;before~~&#x202c; &#x202e;the~&#x202c; &#x202e;operation~~~&#x202c;</translation>
        </message>
        <message>
            <source>nothing recorded after the operation</source>
            <translation>&#x202e;nothing~~~&#x202c; &#x202e;recorded~~~&#x202c; &#x202e;after~~&#x202c; &#x202e;the~&#x202c; &#x202e;operation~~~&#x202c;</translation>
        </message>
        <message>
            <source>7 days to {}: fewer than {} recorded</source>
            <translation>&#x202e;7~&#x202c; &#x202e;days~~&#x202c; &#x202e;to~&#x202c; {}&#x202e;:~&#x202c; &#x202e;fewer~~&#x202c; &#x202e;than~~&#x202c; {} &#x202e;recorded~~~&#x202c;</translation>
        </message>
        <message>
            <source>7 days to {}: median {}, {} % of it</source>
            <translation>&#x202e;7~&#x202c; &#x202e;days~~&#x202c; &#x202e;to~&#x202c; {}&#x202e;:~&#x202c; &#x202e;median~~&#x202c; {}&#x202e;,~&#x202c; {} &#x202e;%~&#x202c; &#x202e;of~&#x202c; &#x202e;it~&#x202c;</translation>
        </message>
        <message>
            <source>Cycle {} of {}</source>
            <translation>&#x202e;Cycle~~&#x202c; {} &#x202e;of~&#x202c; {}</translation>
        </message>
        <message>
            <source>Cycle {}</source>
            <translation>&#x202e;Cycle~~&#x202c; {}</translation>
        </message>
        <message>
            <source>C{}</source>
            <translation>&#x202e;C~&#x202c;{}</translation>
        </message>
        <message>
            <source>Before</source>
            <translation>&#x202e;Before~~&#x202c;</translation>
        </message>
        <message>
            <source>worst CTCAE grade reported in the cycle</source>
            <translation>&#x202e;worst~~&#x202c; &#x202e;CTCAE~~&#x202c; &#x202e;grade~~&#x202c; &#x202e;reported~~~&#x202c; &#x202e;in~&#x202c; &#x202e;the~&#x202c; &#x202e;cycle~~&#x202c;</translation>
        </message>
        <message>
            <source>not reported</source>
            <translation>&#x202e;not~&#x202c; &#x202e;reported~~~&#x202c;</translation>
        </message>
        <message>
            <source>not a CTCAE grade</source>
            <translation>&#x202e;not~&#x202c; &#x202e;a~&#x202c; &#x202e;CTCAE~~&#x202c; &#x202e;grade~~&#x202c;</translation>
        </message>
        <message>
            <source>grade {}</source>
            <translation>&#x202e;grade~~&#x202c; {}</translation>
        </message>
        <message>
            <source>from {}</source>
            <translation>&#x202e;from~~&#x202c; {}</translation>
        </message>
        <message>
            <source>Time</source>
            <translation>&#x202e;Time~~&#x202c;</translation>
        </message>
        <message>
            <source>Day</source>
            <translation>&#x202e;Day~&#x202c;</translation>
        </message>
        <message>
            <source>Value</source>
            <translation>&#x202e;Value~~&#x202c;</translation>
        </message>
        <message>
            <source>Unit</source>
            <translation>&#x202e;Unit~~&#x202c;</translation>
        </message>
        <message>
            <source>Least</source>
            <translation>&#x202e;Least~~&#x202c;</translation>
        </message>
        <message>
            <source>Median</source>
            <translation>&#x202e;Median~~&#x202c;</translation>
        </message>
        <message>
            <source>Greatest</source>
            <translation>&#x202e;Greatest~~~&#x202c;</translation>
        </message>
        <message>
            <source>Readings</source>
            <translation>&#x202e;Readings~~~&#x202c;</translation>
        </message>
        <message>
            <source>Device</source>
            <translation>&#x202e;Device~~&#x202c;</translation>
        </message>
        <message>
            <source>Source</source>
            <translation>&#x202e;Source~~&#x202c;</translation>
        </message>
        <message>
            <source>7-day median</source>
            <translation>&#x202e;7-day~~&#x202c; &#x202e;median~~&#x202c;</translation>
        </message>
        <message>
            <source>Symptom</source>
            <translation>&#x202e;Symptom~~~&#x202c;</translation>
        </message>
        <message>
            <source>Cycle</source>
            <translation>&#x202e;Cycle~~&#x202c;</translation>
        </message>
        <message>
            <source>Meaning</source>
            <translation>&#x202e;Meaning~~~&#x202c;</translation>
        </message>
    </context>
    <context>
        <name>DeviceChartsScreen</name>
        <message>
            <source>Export the chart</source>
            <translation>&#x202e;Export~~&#x202c; &#x202e;the~&#x202c; &#x202e;chart~~&#x202c;</translation>
        </message>
    </context>
    <context>
        <name>DeviceChartsView</name>
        <message numerus="yes">
            <source>Nothing that a device measured was recorded by the %n sources that answered.</source>
            <translation>
                <numerusform>&#x202e;Nothing~~~&#x202c; &#x202e;that~~&#x202c; &#x202e;a~&#x202c; &#x202e;device~~&#x202c; &#x202e;measured~~~&#x202c; &#x202e;was~&#x202c; &#x202e;recorded~~~&#x202c; &#x202e;by~&#x202c; &#x202e;the~&#x202c; %n &#x202e;sources~~~&#x202c; &#x202e;that~~&#x202c; &#x202e;answered.~~~&#x202c;</numerusform>
                <numerusform>&#x202e;Nothing~~~&#x202c; &#x202e;that~~&#x202c; &#x202e;a~&#x202c; &#x202e;device~~&#x202c; &#x202e;measured~~~&#x202c; &#x202e;was~&#x202c; &#x202e;recorded~~~&#x202c; &#x202e;by~&#x202c; &#x202e;the~&#x202c; %n &#x202e;sources~~~&#x202c; &#x202e;that~~&#x202c; &#x202e;answered.~~~&#x202c;</numerusform>
                <numerusform>&#x202e;Nothing~~~&#x202c; &#x202e;that~~&#x202c; &#x202e;a~&#x202c; &#x202e;device~~&#x202c; &#x202e;measured~~~&#x202c; &#x202e;was~&#x202c; &#x202e;recorded~~~&#x202c; &#x202e;by~&#x202c; &#x202e;the~&#x202c; %n &#x202e;sources~~~&#x202c; &#x202e;that~~&#x202c; &#x202e;answered.~~~&#x202c;</numerusform>
                <numerusform>&#x202e;Nothing~~~&#x202c; &#x202e;that~~&#x202c; &#x202e;a~&#x202c; &#x202e;device~~&#x202c; &#x202e;measured~~~&#x202c; &#x202e;was~&#x202c; &#x202e;recorded~~~&#x202c; &#x202e;by~&#x202c; &#x202e;the~&#x202c; %n &#x202e;sources~~~&#x202c; &#x202e;that~~&#x202c; &#x202e;answered.~~~&#x202c;</numerusform>
                <numerusform>&#x202e;Nothing~~~&#x202c; &#x202e;that~~&#x202c; &#x202e;a~&#x202c; &#x202e;device~~&#x202c; &#x202e;measured~~~&#x202c; &#x202e;was~&#x202c; &#x202e;recorded~~~&#x202c; &#x202e;by~&#x202c; &#x202e;the~&#x202c; %n &#x202e;sources~~~&#x202c; &#x202e;that~~&#x202c; &#x202e;answered.~~~&#x202c;</numerusform>
                <numerusform>&#x202e;Nothing~~~&#x202c; &#x202e;that~~&#x202c; &#x202e;a~&#x202c; &#x202e;device~~&#x202c; &#x202e;measured~~~&#x202c; &#x202e;was~&#x202c; &#x202e;recorded~~~&#x202c; &#x202e;by~&#x202c; &#x202e;the~&#x202c; %n &#x202e;sources~~~&#x202c; &#x202e;that~~&#x202c; &#x202e;answered.~~~&#x202c;</numerusform>
            </translation>
        </message>
        <message>
            <source>Export {chart}</source>
            <translation>&#x202e;Export~~&#x202c; {chart}</translation>
        </message>
        <message>
            <source>Timeline</source>
            <translation>&#x202e;Timeline~~~&#x202c;</translation>
        </message>
        <message>
            <source>Back to the timeline (Esc)</source>
            <translation>&#x202e;Back~~&#x202c; &#x202e;to~&#x202c; &#x202e;the~&#x202c; &#x202e;timeline~~~&#x202c; &#x202e;(Esc)~~&#x202c;</translation>
        </message>
        <message>
            <source>Device charts</source>
            <translation>&#x202e;Device~~&#x202c; &#x202e;charts~~&#x202c;</translation>
        </message>
        <message>
            <source>Day</source>
            <translation>&#x202e;Day~&#x202c;</translation>
        </message>
        <message>
            <source>Week</source>
            <translation>&#x202e;Week~~&#x202c;</translation>
        </message>
        <message>
            <source>14 days</source>
            <translation>&#x202e;14~&#x202c; &#x202e;days~~&#x202c;</translation>
        </message>
        <message>
            <source>30 days</source>
            <translation>&#x202e;30~&#x202c; &#x202e;days~~&#x202c;</translation>
        </message>
        <message>
            <source>90 days</source>
            <translation>&#x202e;90~&#x202c; &#x202e;days~~&#x202c;</translation>
        </message>
        <message>
            <source>All</source>
            <translation>&#x202e;All~&#x202c;</translation>
        </message>
        <message>
            <source>Period</source>
            <translation>&#x202e;Period~~&#x202c;</translation>
        </message>
        <message>
            <source>Unit</source>
            <translation>&#x202e;Unit~~&#x202c;</translation>
        </message>
        <message>
            <source>Table</source>
            <translation>&#x202e;Table~~&#x202c;</translation>
        </message>
        <message>
            <source>Export</source>
            <translation>&#x202e;Export~~&#x202c;</translation>
        </message>
        <message>
            <source>Export as {format}</source>
            <translation>&#x202e;Export~~&#x202c; &#x202e;as~&#x202c; {format}</translation>
        </message>
    </context>
    <context>
        <name>Dialog</name>
        <message>
            <source>Esc</source>
            <translation>&#x202e;Esc~&#x202c;</translation>
        </message>
    </context>
    <context>
        <name>EmergencyAccessView</name>
        <message>
            <source>Emergency access</source>
            <translation>&#x202e;Emergency~~~&#x202c; &#x202e;access~~&#x202c;</translation>
        </message>
        <message>
            <source>card of {name}</source>
            <translation>&#x202e;card~~&#x202c; &#x202e;of~&#x202c; {name}</translation>
        </message>
        <message>
            <source>born {day}</source>
            <translation>&#x202e;born~~&#x202c; {day}</translation>
        </message>
        <message>
            <source>Signing and storing</source>
            <translation>&#x202e;Signing~~~&#x202c; &#x202e;and~&#x202c; &#x202e;storing~~~&#x202c;</translation>
        </message>
        <message>
            <source>Record, then open</source>
            <translation>&#x202e;Record,~~~&#x202c; &#x202e;then~~&#x202c; &#x202e;open~~&#x202c;</translation>
        </message>
        <message>
            <source>1 Entry signed and stored</source>
            <translation>&#x202e;1~&#x202c; &#x202e;Entry~~&#x202c; &#x202e;signed~~&#x202c; &#x202e;and~&#x202c; &#x202e;stored~~&#x202c;</translation>
        </message>
        <message>
            <source>2 Sources asked</source>
            <translation>&#x202e;2~&#x202c; &#x202e;Sources~~~&#x202c; &#x202e;asked~~&#x202c;</translation>
        </message>
        <message>
            <source>3 Summary opens</source>
            <translation>&#x202e;3~&#x202c; &#x202e;Summary~~~&#x202c; &#x202e;opens~~&#x202c;</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>&#x202e;Cancel~~&#x202c;</translation>
        </message>
        <message>
            <source>Esc</source>
            <translation>&#x202e;Esc~&#x202c;</translation>
        </message>
        <message>
            <source>Enter</source>
            <translation>&#x202e;Enter~~&#x202c;</translation>
        </message>
    </context>
    <context>
        <name>EmergencyAside</name>
        <message>
            <source>What opens, for this patient only</source>
            <translation>&#x202e;What~~&#x202c; &#x202e;opens,~~&#x202c; &#x202e;for~&#x202c; &#x202e;this~~&#x202c; &#x202e;patient~~~&#x202c; &#x202e;only~~&#x202c;</translation>
        </message>
        <message>
            <source>What is recorded</source>
            <translation>&#x202e;What~~&#x202c; &#x202e;is~&#x202c; &#x202e;recorded~~~&#x202c;</translation>
        </message>
        <message>
            <source>Who</source>
            <translation>&#x202e;Who~&#x202c;</translation>
        </message>
        <message>
            <source>Where</source>
            <translation>&#x202e;Where~~&#x202c;</translation>
        </message>
        <message>
            <source>When</source>
            <translation>&#x202e;When~~&#x202c;</translation>
        </message>
        <message>
            <source>Purpose</source>
            <translation>&#x202e;Purpose~~~&#x202c;</translation>
        </message>
        <message>
            <source>break the glass (BTG)</source>
            <translation>&#x202e;break~~&#x202c; &#x202e;the~&#x202c; &#x202e;glass~~&#x202c; &#x202e;(BTG)~~&#x202c;</translation>
        </message>
        <message>
            <source>Why</source>
            <translation>&#x202e;Why~&#x202c;</translation>
        </message>
        <message>
            <source>your reason and your words</source>
            <translation>&#x202e;your~~&#x202c; &#x202e;reason~~&#x202c; &#x202e;and~&#x202c; &#x202e;your~~&#x202c; &#x202e;words~~&#x202c;</translation>
        </message>
        <message>
            <source>Opened</source>
            <translation>&#x202e;Opened~~&#x202c;</translation>
        </message>
        <message>
            <source>each stage, each by an entry of its own</source>
            <translation>&#x202e;each~~&#x202c; &#x202e;stage,~~&#x202c; &#x202e;each~~&#x202c; &#x202e;by~&#x202c; &#x202e;an~&#x202c; &#x202e;entry~~&#x202c; &#x202e;of~&#x202c; &#x202e;its~&#x202c; &#x202e;own~&#x202c;</translation>
        </message>
        <message>
            <source>The patient can learn who opened the record, when and why.</source>
            <translation>&#x202e;The~&#x202c; &#x202e;patient~~~&#x202c; &#x202e;can~&#x202c; &#x202e;learn~~&#x202c; &#x202e;who~&#x202c; &#x202e;opened~~&#x202c; &#x202e;the~&#x202c; &#x202e;record,~~~&#x202c; &#x202e;when~~&#x202c; &#x202e;and~&#x202c; &#x202e;why.~~&#x202c;</translation>
        </message>
        <message>
            <source>The privacy officer gets a reference, no clinical data.</source>
            <translation>&#x202e;The~&#x202c; &#x202e;privacy~~~&#x202c; &#x202e;officer~~~&#x202c; &#x202e;gets~~&#x202c; &#x202e;a~&#x202c; &#x202e;reference,~~~~&#x202c; &#x202e;no~&#x202c; &#x202e;clinical~~~&#x202c; &#x202e;data.~~&#x202c;</translation>
        </message>
        <message>
            <source>Without a network both wait here and are sent later.</source>
            <translation>&#x202e;Without~~~&#x202c; &#x202e;a~&#x202c; &#x202e;network~~~&#x202c; &#x202e;both~~&#x202c; &#x202e;wait~~&#x202c; &#x202e;here~~&#x202c; &#x202e;and~&#x202c; &#x202e;are~&#x202c; &#x202e;sent~~&#x202c; &#x202e;later.~~&#x202c;</translation>
        </message>
        <message>
            <source>{name}, by card</source>
            <translation>{name}&#x202e;,~&#x202c; &#x202e;by~&#x202c; &#x202e;card~~&#x202c;</translation>
        </message>
        <message>
            <source>{name}, by passphrase</source>
            <translation>{name}&#x202e;,~&#x202c; &#x202e;by~&#x202c; &#x202e;passphrase~~~~&#x202c;</translation>
        </message>
        <message>
            <source>{what}; when you ask, recorded again</source>
            <translation>{what}&#x202e;;~&#x202c; &#x202e;when~~&#x202c; &#x202e;you~&#x202c; &#x202e;ask,~~&#x202c; &#x202e;recorded~~~&#x202c; &#x202e;again~~&#x202c;</translation>
        </message>
    </context>
    <context>
        <name>EmergencyBar</name>
        <message>
            <source>this patient only</source>
            <translation>&#x202e;this~~&#x202c; &#x202e;patient~~~&#x202c; &#x202e;only~~&#x202c;</translation>
        </message>
        <message>
            <source>Extend</source>
            <translation>&#x202e;Extend~~&#x202c;</translation>
        </message>
        <message>
            <source>Alt E</source>
            <translation>&#x202e;Alt~&#x202c; &#x202e;E~&#x202c;</translation>
        </message>
        <message>
            <source>Once more as long, with a new entry</source>
            <translation>&#x202e;Once~~&#x202c; &#x202e;more~~&#x202c; &#x202e;as~&#x202c; &#x202e;long,~~&#x202c; &#x202e;with~~&#x202c; &#x202e;a~&#x202c; &#x202e;new~&#x202c; &#x202e;entry~~&#x202c;</translation>
        </message>
        <message>
            <source>End now</source>
            <translation>&#x202e;End~&#x202c; &#x202e;now~&#x202c;</translation>
        </message>
        <message>
            <source>Ctrl N{UPWARDS WHITE ARROW} E</source>
            <translation>&#x202e;Ctrl~~&#x202c; &#x202e;N~&#x202c;{UPWARDS WHITE ARROW} &#x202e;E~&#x202c;</translation>
        </message>
        <message>
            <source>End the emergency access now ({keys})</source>
            <translation>&#x202e;End~&#x202c; &#x202e;the~&#x202c; &#x202e;emergency~~~&#x202c; &#x202e;access~~&#x202c; &#x202e;now~&#x202c; &#x202e;(~&#x202c;{keys}&#x202e;)~&#x202c;</translation>
        </message>
        <message>
            <source>entry {n}</source>
            <translation>&#x202e;entry~~&#x202c; {n}</translation>
        </message>
        <message>
            <source>ends {time} by itself</source>
            <translation>&#x202e;ends~~&#x202c; {time} &#x202e;by~&#x202c; &#x202e;itself~~&#x202c;</translation>
        </message>
        <message>
            <source>Emergency access</source>
            <translation>&#x202e;Emergency~~~&#x202c; &#x202e;access~~&#x202c;</translation>
        </message>
    </context>
    <context>
        <name>EmergencyFields</name>
        <message>
            <source>Your PIN again</source>
            <translation>&#x202e;Your~~&#x202c; &#x202e;PIN~&#x202c; &#x202e;again~~&#x202c;</translation>
        </message>
        <message>
            <source>Your passphrase again</source>
            <translation>&#x202e;Your~~&#x202c; &#x202e;passphrase~~~~&#x202c; &#x202e;again~~&#x202c;</translation>
        </message>
        <message>
            <source>PIN</source>
            <translation>&#x202e;PIN~&#x202c;</translation>
        </message>
        <message>
            <source>Passphrase</source>
            <translation>&#x202e;Passphrase~~~~&#x202c;</translation>
        </message>
        <message>
            <source>Choose a reason first: keys 1 to 5.</source>
            <translation>&#x202e;Choose~~&#x202c; &#x202e;a~&#x202c; &#x202e;reason~~&#x202c; &#x202e;first:~~&#x202c; &#x202e;keys~~&#x202c; &#x202e;1~&#x202c; &#x202e;to~&#x202c; &#x202e;5.~&#x202c;</translation>
        </message>
        <message>
            <source>This reason needs a sentence.</source>
            <translation>&#x202e;This~~&#x202c; &#x202e;reason~~&#x202c; &#x202e;needs~~&#x202c; &#x202e;a~&#x202c; &#x202e;sentence.~~~&#x202c;</translation>
        </message>
        <message>
            <source>Ends by itself at {time}. Everything shown then leaves screen and computer.</source>
            <translation>&#x202e;Ends~~&#x202c; &#x202e;by~&#x202c; &#x202e;itself~~&#x202c; &#x202e;at~&#x202c; {time}&#x202e;.~&#x202c; &#x202e;Everything~~~~&#x202c; &#x202e;shown~~&#x202c; &#x202e;then~~&#x202c; &#x202e;leaves~~&#x202c; &#x202e;screen~~&#x202c; &#x202e;and~&#x202c; &#x202e;computer.~~~&#x202c;</translation>
        </message>
        <message numerus="yes">
            <source>%n characters</source>
            <translation>
                <numerusform>%n &#x202e;characters~~~~&#x202c;</numerusform>
                <numerusform>%n &#x202e;characters~~~~&#x202c;</numerusform>
                <numerusform>%n &#x202e;characters~~~~&#x202c;</numerusform>
                <numerusform>%n &#x202e;characters~~~~&#x202c;</numerusform>
                <numerusform>%n &#x202e;characters~~~~&#x202c;</numerusform>
                <numerusform>%n &#x202e;characters~~~~&#x202c;</numerusform>
            </translation>
        </message>
        <message>
            <source>Reason</source>
            <translation>&#x202e;Reason~~&#x202c;</translation>
        </message>
        <message>
            <source>{n} characters or more for reason 5; can follow later for the others</source>
            <translation>{n} &#x202e;characters~~~~&#x202c; &#x202e;or~&#x202c; &#x202e;more~~&#x202c; &#x202e;for~&#x202c; &#x202e;reason~~&#x202c; &#x202e;5;~&#x202c; &#x202e;can~&#x202c; &#x202e;follow~~&#x202c; &#x202e;later~~&#x202c; &#x202e;for~&#x202c; &#x202e;the~&#x202c; &#x202e;others~~&#x202c;</translation>
        </message>
        <message>
            <source>What is happening</source>
            <translation>&#x202e;What~~&#x202c; &#x202e;is~&#x202c; &#x202e;happening~~~&#x202c;</translation>
        </message>
        <message>
            <source>One sentence another clinician would understand.</source>
            <translation>&#x202e;One~&#x202c; &#x202e;sentence~~~&#x202c; &#x202e;another~~~&#x202c; &#x202e;clinician~~~&#x202c; &#x202e;would~~&#x202c; &#x202e;understand.~~~~&#x202c;</translation>
        </message>
        <message>
            <source>For how long</source>
            <translation>&#x202e;For~&#x202c; &#x202e;how~&#x202c; &#x202e;long~~&#x202c;</translation>
        </message>
    </context>
    <context>
        <name>EmergencySummaryView</name>
        <message>
            <source>Safety summary</source>
            <translation>&#x202e;Safety~~&#x202c; &#x202e;summary~~~&#x202c;</translation>
        </message>
        <message>
            <source>Allergies</source>
            <translation>&#x202e;Allergies~~~&#x202c;</translation>
        </message>
        <message>
            <source>Alerts and implants</source>
            <translation>&#x202e;Alerts~~&#x202c; &#x202e;and~&#x202c; &#x202e;implants~~~&#x202c;</translation>
        </message>
        <message>
            <source>Current medicines</source>
            <translation>&#x202e;Current~~~&#x202c; &#x202e;medicines~~~&#x202c;</translation>
        </message>
        <message>
            <source>Problems</source>
            <translation>&#x202e;Problems~~~&#x202c;</translation>
        </message>
        <message>
            <source>Resuscitation</source>
            <translation>&#x202e;Resuscitation~~~~~&#x202c;</translation>
        </message>
        <message numerus="yes">
            <source>Nothing recorded on other substances by the %n sources that answered.</source>
            <translation>
                <numerusform>&#x202e;Nothing~~~&#x202c; &#x202e;recorded~~~&#x202c; &#x202e;on~&#x202c; &#x202e;other~~&#x202c; &#x202e;substances~~~~&#x202c; &#x202e;by~&#x202c; &#x202e;the~&#x202c; %n &#x202e;sources~~~&#x202c; &#x202e;that~~&#x202c; &#x202e;answered.~~~&#x202c;</numerusform>
                <numerusform>&#x202e;Nothing~~~&#x202c; &#x202e;recorded~~~&#x202c; &#x202e;on~&#x202c; &#x202e;other~~&#x202c; &#x202e;substances~~~~&#x202c; &#x202e;by~&#x202c; &#x202e;the~&#x202c; %n &#x202e;sources~~~&#x202c; &#x202e;that~~&#x202c; &#x202e;answered.~~~&#x202c;</numerusform>
                <numerusform>&#x202e;Nothing~~~&#x202c; &#x202e;recorded~~~&#x202c; &#x202e;on~&#x202c; &#x202e;other~~&#x202c; &#x202e;substances~~~~&#x202c; &#x202e;by~&#x202c; &#x202e;the~&#x202c; %n &#x202e;sources~~~&#x202c; &#x202e;that~~&#x202c; &#x202e;answered.~~~&#x202c;</numerusform>
                <numerusform>&#x202e;Nothing~~~&#x202c; &#x202e;recorded~~~&#x202c; &#x202e;on~&#x202c; &#x202e;other~~&#x202c; &#x202e;substances~~~~&#x202c; &#x202e;by~&#x202c; &#x202e;the~&#x202c; %n &#x202e;sources~~~&#x202c; &#x202e;that~~&#x202c; &#x202e;answered.~~~&#x202c;</numerusform>
                <numerusform>&#x202e;Nothing~~~&#x202c; &#x202e;recorded~~~&#x202c; &#x202e;on~&#x202c; &#x202e;other~~&#x202c; &#x202e;substances~~~~&#x202c; &#x202e;by~&#x202c; &#x202e;the~&#x202c; %n &#x202e;sources~~~&#x202c; &#x202e;that~~&#x202c; &#x202e;answered.~~~&#x202c;</numerusform>
                <numerusform>&#x202e;Nothing~~~&#x202c; &#x202e;recorded~~~&#x202c; &#x202e;on~&#x202c; &#x202e;other~~&#x202c; &#x202e;substances~~~~&#x202c; &#x202e;by~&#x202c; &#x202e;the~&#x202c; %n &#x202e;sources~~~&#x202c; &#x202e;that~~&#x202c; &#x202e;answered.~~~&#x202c;</numerusform>
            </translation>
        </message>
        <message>
            <source>Doses as the sources last recorded them.</source>
            <translation>&#x202e;Doses~~&#x202c; &#x202e;as~&#x202c; &#x202e;the~&#x202c; &#x202e;sources~~~&#x202c; &#x202e;last~~&#x202c; &#x202e;recorded~~~&#x202c; &#x202e;them.~~&#x202c;</translation>
        </message>
        <message>
            <source>This is what {count} of {total} sources know.</source>
            <translation>&#x202e;This~~&#x202c; &#x202e;is~&#x202c; &#x202e;what~~&#x202c; {count} &#x202e;of~&#x202c; {total} &#x202e;sources~~~&#x202c; &#x202e;know.~~&#x202c;</translation>
        </message>
        <message>
            <source>Offline. This is what the copies of {count} of {total} sources say.</source>
            <translation>&#x202e;Offline.~~~&#x202c; &#x202e;This~~&#x202c; &#x202e;is~&#x202c; &#x202e;what~~&#x202c; &#x202e;the~&#x202c; &#x202e;copies~~&#x202c; &#x202e;of~&#x202c; {count} &#x202e;of~&#x202c; {total} &#x202e;sources~~~&#x202c; &#x202e;say.~~&#x202c;</translation>
        </message>
        <message>
            <source>More of the record</source>
            <translation>&#x202e;More~~&#x202c; &#x202e;of~&#x202c; &#x202e;the~&#x202c; &#x202e;record~~&#x202c;</translation>
        </message>
        <message>
            <source>Each step opens when you ask and is recorded as its own entry.</source>
            <translation>&#x202e;Each~~&#x202c; &#x202e;step~~&#x202c; &#x202e;opens~~&#x202c; &#x202e;when~~&#x202c; &#x202e;you~&#x202c; &#x202e;ask~&#x202c; &#x202e;and~&#x202c; &#x202e;is~&#x202c; &#x202e;recorded~~~&#x202c; &#x202e;as~&#x202c; &#x202e;its~&#x202c; &#x202e;own~&#x202c; &#x202e;entry.~~&#x202c;</translation>
        </message>
        <message>
            <source>{number}  {stage}</source>
            <translation>{number}  {stage}</translation>
        </message>
        <message>
            <source>Alt {number}</source>
            <translation>&#x202e;Alt~&#x202c; {number}</translation>
        </message>
        <message>
            <source>Ask again</source>
            <translation>&#x202e;Ask~&#x202c; &#x202e;again~~&#x202c;</translation>
        </message>
    </context>
    <context>
        <name>File</name>
        <message>
            <source>Add a file to this record</source>
            <translation>&#x202e;Add~&#x202c; &#x202e;a~&#x202c; &#x202e;file~~&#x202c; &#x202e;to~&#x202c; &#x202e;this~~&#x202c; &#x202e;record~~&#x202c;</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>&#x202e;Cancel~~&#x202c;</translation>
        </message>
        <message>
            <source>FHIR resources</source>
            <translation>&#x202e;FHIR~~&#x202c; &#x202e;resources~~~&#x202c;</translation>
        </message>
        <message>
            <source>FHIR resources, one a line</source>
            <translation>&#x202e;FHIR~~&#x202c; &#x202e;resources,~~~~&#x202c; &#x202e;one~&#x202c; &#x202e;a~&#x202c; &#x202e;line~~&#x202c;</translation>
        </message>
        <message>
            <source>Clinical document (CDA)</source>
            <translation>&#x202e;Clinical~~~&#x202c; &#x202e;document~~~&#x202c; &#x202e;(CDA)~~&#x202c;</translation>
        </message>
        <message>
            <source>SMART Health Link</source>
            <translation>&#x202e;SMART~~&#x202c; &#x202e;Health~~&#x202c; &#x202e;Link~~&#x202c;</translation>
        </message>
        <message>
            <source>Apple Health export</source>
            <translation>&#x202e;Apple~~&#x202c; &#x202e;Health~~&#x202c; &#x202e;export~~&#x202c;</translation>
        </message>
        <message>
            <source>Dexcom Clarity export</source>
            <translation>&#x202e;Dexcom~~&#x202c; &#x202e;Clarity~~~&#x202c; &#x202e;export~~&#x202c;</translation>
        </message>
        <message>
            <source>LibreView export</source>
            <translation>&#x202e;LibreView~~~&#x202c; &#x202e;export~~&#x202c;</translation>
        </message>
        <message>
            <source>Nightscout export</source>
            <translation>&#x202e;Nightscout~~~~&#x202c; &#x202e;export~~&#x202c;</translation>
        </message>
        <message>
            <source>EDF recording</source>
            <translation>&#x202e;EDF~&#x202c; &#x202e;recording~~~&#x202c;</translation>
        </message>
        <message>
            <source>PDF letter</source>
            <translation>&#x202e;PDF~&#x202c; &#x202e;letter~~&#x202c;</translation>
        </message>
        <message>
            <source>Image</source>
            <translation>&#x202e;Image~~&#x202c;</translation>
        </message>
        <message>
            <source>Text</source>
            <translation>&#x202e;Text~~&#x202c;</translation>
        </message>
    </context>
    <context>
        <name>FileDialog</name>
        <message>
            <source>Passcode</source>
            <translation>&#x202e;Passcode~~~&#x202c;</translation>
        </message>
        <message>
            <source>Add to this record</source>
            <translation>&#x202e;Add~&#x202c; &#x202e;to~&#x202c; &#x202e;this~~&#x202c; &#x202e;record~~&#x202c;</translation>
        </message>
        <message>
            <source>Open the link</source>
            <translation>&#x202e;Open~~&#x202c; &#x202e;the~&#x202c; &#x202e;link~~&#x202c;</translation>
        </message>
        <message>
            <source>The file is being read.</source>
            <translation>&#x202e;The~&#x202c; &#x202e;file~~&#x202c; &#x202e;is~&#x202c; &#x202e;being~~&#x202c; &#x202e;read.~~&#x202c;</translation>
        </message>
        <message>
            <source>It is being added.</source>
            <translation>&#x202e;It~&#x202c; &#x202e;is~&#x202c; &#x202e;being~~&#x202c; &#x202e;added.~~&#x202c;</translation>
        </message>
        <message>
            <source>It is a link. {host} is asked for what it leads to.</source>
            <translation>&#x202e;It~&#x202c; &#x202e;is~&#x202c; &#x202e;a~&#x202c; &#x202e;link.~~&#x202c; {host} &#x202e;is~&#x202c; &#x202e;asked~~&#x202c; &#x202e;for~&#x202c; &#x202e;what~~&#x202c; &#x202e;it~&#x202c; &#x202e;leads~~&#x202c; &#x202e;to.~&#x202c;</translation>
        </message>
        <message>
            <source>It names nobody. Add it only if you know that it is this patient's.</source>
            <translation>&#x202e;It~&#x202c; &#x202e;names~~&#x202c; &#x202e;nobody.~~~&#x202c; &#x202e;Add~&#x202c; &#x202e;it~&#x202c; &#x202e;only~~&#x202c; &#x202e;if~&#x202c; &#x202e;you~&#x202c; &#x202e;know~~&#x202c; &#x202e;that~~&#x202c; &#x202e;it~&#x202c; &#x202e;is~&#x202c; &#x202e;this~~&#x202c; &#x202e;patient's.~~~~&#x202c;</translation>
        </message>
        <message>
            <source>It is about somebody else and cannot be added to this record.</source>
            <translation>&#x202e;It~&#x202c; &#x202e;is~&#x202c; &#x202e;about~~&#x202c; &#x202e;somebody~~~&#x202c; &#x202e;else~~&#x202c; &#x202e;and~&#x202c; &#x202e;cannot~~&#x202c; &#x202e;be~&#x202c; &#x202e;added~~&#x202c; &#x202e;to~&#x202c; &#x202e;this~~&#x202c; &#x202e;record.~~~&#x202c;</translation>
        </message>
        <message>
            <source>Compare before you add it: what is in it will stand in this record.</source>
            <translation>&#x202e;Compare~~~&#x202c; &#x202e;before~~&#x202c; &#x202e;you~&#x202c; &#x202e;add~&#x202c; &#x202e;it:~&#x202c; &#x202e;what~~&#x202c; &#x202e;is~&#x202c; &#x202e;in~&#x202c; &#x202e;it~&#x202c; &#x202e;will~~&#x202c; &#x202e;stand~~&#x202c; &#x202e;in~&#x202c; &#x202e;this~~&#x202c; &#x202e;record.~~~&#x202c;</translation>
        </message>
        <message>
            <source>This patient: add</source>
            <translation>&#x202e;This~~&#x202c; &#x202e;patient:~~~&#x202c; &#x202e;add~&#x202c;</translation>
        </message>
    </context>
    <context>
        <name>FilesScreen</name>
        <message>
            <source>Add files to this record</source>
            <translation>&#x202e;Add~&#x202c; &#x202e;files~~&#x202c; &#x202e;to~&#x202c; &#x202e;this~~&#x202c; &#x202e;record~~&#x202c;</translation>
        </message>
        <message>
            <source>this record</source>
            <translation>&#x202e;this~~&#x202c; &#x202e;record~~&#x202c;</translation>
        </message>
        <message>
            <source>the file</source>
            <translation>&#x202e;the~&#x202c; &#x202e;file~~&#x202c;</translation>
        </message>
    </context>
    <context>
        <name>FindBar</name>
        <message>
            <source>Words, a code or the beginning of a word</source>
            <translation>&#x202e;Words,~~&#x202c; &#x202e;a~&#x202c; &#x202e;code~~&#x202c; &#x202e;or~&#x202c; &#x202e;the~&#x202c; &#x202e;beginning~~~&#x202c; &#x202e;of~&#x202c; &#x202e;a~&#x202c; &#x202e;word~~&#x202c;</translation>
        </message>
        <message>
            <source>Find in the record</source>
            <translation>&#x202e;Find~~&#x202c; &#x202e;in~&#x202c; &#x202e;the~&#x202c; &#x202e;record~~&#x202c;</translation>
        </message>
        <message>
            <source>Close</source>
            <translation>&#x202e;Close~~&#x202c;</translation>
        </message>
        <message numerus="yes">
            <source>The newest %n entries</source>
            <translation>
                <numerusform>&#x202e;The~&#x202c; &#x202e;newest~~&#x202c; %n &#x202e;entries~~~&#x202c;</numerusform>
                <numerusform>&#x202e;The~&#x202c; &#x202e;newest~~&#x202c; %n &#x202e;entries~~~&#x202c;</numerusform>
                <numerusform>&#x202e;The~&#x202c; &#x202e;newest~~&#x202c; %n &#x202e;entries~~~&#x202c;</numerusform>
                <numerusform>&#x202e;The~&#x202c; &#x202e;newest~~&#x202c; %n &#x202e;entries~~~&#x202c;</numerusform>
                <numerusform>&#x202e;The~&#x202c; &#x202e;newest~~&#x202c; %n &#x202e;entries~~~&#x202c;</numerusform>
                <numerusform>&#x202e;The~&#x202c; &#x202e;newest~~&#x202c; %n &#x202e;entries~~~&#x202c;</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n entries</source>
            <translation>
                <numerusform>%n &#x202e;entries~~~&#x202c;</numerusform>
                <numerusform>%n &#x202e;entries~~~&#x202c;</numerusform>
                <numerusform>%n &#x202e;entries~~~&#x202c;</numerusform>
                <numerusform>%n &#x202e;entries~~~&#x202c;</numerusform>
                <numerusform>%n &#x202e;entries~~~&#x202c;</numerusform>
                <numerusform>%n &#x202e;entries~~~&#x202c;</numerusform>
            </translation>
        </message>
        <message>
            <source>Entries found</source>
            <translation>&#x202e;Entries~~~&#x202c; &#x202e;found~~&#x202c;</translation>
        </message>
    </context>
    <context>
        <name>Glucose</name>
        <message>
            <source>Glucose</source>
            <translation>&#x202e;Glucose~~~&#x202c;</translation>
        </message>
        <message>
            <source>Glucose by day</source>
            <translation>&#x202e;Glucose~~~&#x202c; &#x202e;by~&#x202c; &#x202e;day~&#x202c;</translation>
        </message>
        <message>
            <source>Time</source>
            <translation>&#x202e;Time~~&#x202c;</translation>
        </message>
        <message>
            <source>Value</source>
            <translation>&#x202e;Value~~&#x202c;</translation>
        </message>
        <message>
            <source>Unit</source>
            <translation>&#x202e;Unit~~&#x202c;</translation>
        </message>
        <message>
            <source>Band</source>
            <translation>&#x202e;Band~~&#x202c;</translation>
        </message>
        <message>
            <source>Device</source>
            <translation>&#x202e;Device~~&#x202c;</translation>
        </message>
        <message>
            <source>Very high</source>
            <translation>&#x202e;Very~~&#x202c; &#x202e;high~~&#x202c;</translation>
        </message>
        <message>
            <source>High</source>
            <translation>&#x202e;High~~&#x202c;</translation>
        </message>
        <message>
            <source>In range</source>
            <translation>&#x202e;In~&#x202c; &#x202e;range~~&#x202c;</translation>
        </message>
        <message>
            <source>Low</source>
            <translation>&#x202e;Low~&#x202c;</translation>
        </message>
        <message>
            <source>Very low</source>
            <translation>&#x202e;Very~~&#x202c; &#x202e;low~&#x202c;</translation>
        </message>
        <message>
            <source>Shaded: {} to {} {}, international consensus 2019</source>
            <translation>&#x202e;Shaded:~~~&#x202c; {} &#x202e;to~&#x202c; {} {}&#x202e;,~&#x202c; &#x202e;international~~~~~&#x202c; &#x202e;consensus~~~&#x202c; &#x202e;2019~~&#x202c;</translation>
        </message>
        <message>
            <source>gaps are not joined</source>
            <translation>&#x202e;gaps~~&#x202c; &#x202e;are~&#x202c; &#x202e;not~&#x202c; &#x202e;joined~~&#x202c;</translation>
        </message>
        <message>
            <source>The single readings are still being read</source>
            <translation>&#x202e;The~&#x202c; &#x202e;single~~&#x202c; &#x202e;readings~~~&#x202c; &#x202e;are~&#x202c; &#x202e;still~~&#x202c; &#x202e;being~~&#x202c; &#x202e;read~~&#x202c;</translation>
        </message>
        <message>
            <source>Too many readings to list: choose fewer days</source>
            <translation>&#x202e;Too~&#x202c; &#x202e;many~~&#x202c; &#x202e;readings~~~&#x202c; &#x202e;to~&#x202c; &#x202e;list:~~&#x202c; &#x202e;choose~~&#x202c; &#x202e;fewer~~&#x202c; &#x202e;days~~&#x202c;</translation>
        </message>
        <message>
            <source>No glucose samples recorded by the sources that answered.</source>
            <translation>&#x202e;No~&#x202c; &#x202e;glucose~~~&#x202c; &#x202e;samples~~~&#x202c; &#x202e;recorded~~~&#x202c; &#x202e;by~&#x202c; &#x202e;the~&#x202c; &#x202e;sources~~~&#x202c; &#x202e;that~~&#x202c; &#x202e;answered.~~~&#x202c;</translation>
        </message>
        <message>
            <source>No samples in these days.</source>
            <translation>&#x202e;No~&#x202c; &#x202e;samples~~~&#x202c; &#x202e;in~&#x202c; &#x202e;these~~&#x202c; &#x202e;days.~~&#x202c;</translation>
        </message>
        <message>
            <source>Samples in "{}" cannot be shown as glucose.</source>
            <translation>&#x202e;Samples~~~&#x202c; &#x202e;in~&#x202c; &#x202e;"~&#x202c;{}&#x202e;"~&#x202c; &#x202e;cannot~~&#x202c; &#x202e;be~&#x202c; &#x202e;shown~~&#x202c; &#x202e;as~&#x202c; &#x202e;glucose.~~~&#x202c;</translation>
        </message>
        <message>
            <source>Samples begin {} {}.</source>
            <translation>&#x202e;Samples~~~&#x202c; &#x202e;begin~~&#x202c; {} {}&#x202e;.~&#x202c;</translation>
        </message>
        <message>
            <source>clock {} s</source>
            <translation>&#x202e;clock~~&#x202c; {} &#x202e;s~&#x202c;</translation>
        </message>
        <message>
            <source>%n devices</source>
            <translation>%n &#x202e;devices~~~&#x202c;</translation>
        </message>
        <message>
            <source>GMI: no readings</source>
            <translation>&#x202e;GMI:~~&#x202c; &#x202e;no~&#x202c; &#x202e;readings~~~&#x202c;</translation>
        </message>
        <message>
            <source>GMI needs 14 days</source>
            <translation>&#x202e;GMI~&#x202c; &#x202e;needs~~&#x202c; &#x202e;14~&#x202c; &#x202e;days~~&#x202c;</translation>
        </message>
        <message>
            <source>GMI needs 70 % of the readings</source>
            <translation>&#x202e;GMI~&#x202c; &#x202e;needs~~&#x202c; &#x202e;70~&#x202c; &#x202e;%~&#x202c; &#x202e;of~&#x202c; &#x202e;the~&#x202c; &#x202e;readings~~~&#x202c;</translation>
        </message>
        <message>
            <source>%n readings</source>
            <translation>%n &#x202e;readings~~~&#x202c;</translation>
        </message>
        <message>
            <source>%n days</source>
            <translation>%n &#x202e;days~~&#x202c;</translation>
        </message>
        <message>
            <source>Time in range</source>
            <translation>&#x202e;Time~~&#x202c; &#x202e;in~&#x202c; &#x202e;range~~&#x202c;</translation>
        </message>
        <message>
            <source>Mean</source>
            <translation>&#x202e;Mean~~&#x202c;</translation>
        </message>
        <message>
            <source>GMI</source>
            <translation>&#x202e;GMI~&#x202c;</translation>
        </message>
        <message>
            <source>CV</source>
            <translation>&#x202e;CV~&#x202c;</translation>
        </message>
    </context>
    <context>
        <name>IdentityButton</name>
        <message>
            <source>Sign in as another of the identities that were found</source>
            <translation>&#x202e;Sign~~&#x202c; &#x202e;in~&#x202c; &#x202e;as~&#x202c; &#x202e;another~~~&#x202c; &#x202e;of~&#x202c; &#x202e;the~&#x202c; &#x202e;identities~~~~&#x202c; &#x202e;that~~&#x202c; &#x202e;were~~&#x202c; &#x202e;found~~&#x202c;</translation>
        </message>
        <message>
            <source>Signing in as {identity}</source>
            <translation>&#x202e;Signing~~~&#x202c; &#x202e;in~&#x202c; &#x202e;as~&#x202c; {identity}</translation>
        </message>
    </context>
    <context>
        <name>KeyChoice</name>
        <message>
            <source>Key {key}</source>
            <translation>&#x202e;Key~&#x202c; {key}</translation>
        </message>
    </context>
    <context>
        <name>Letter</name>
        <message>
            <source>Letter</source>
            <translation>&#x202e;Letter~~&#x202c;</translation>
        </message>
        <message>
            <source>Close</source>
            <translation>&#x202e;Close~~&#x202c;</translation>
        </message>
    </context>
    <context>
        <name>LetterDialog</name>
        <message>
            <source>This page has no words that a program could read: it may be a picture of them.</source>
            <translation>&#x202e;This~~&#x202c; &#x202e;page~~&#x202c; &#x202e;has~&#x202c; &#x202e;no~&#x202c; &#x202e;words~~&#x202c; &#x202e;that~~&#x202c; &#x202e;a~&#x202c; &#x202e;program~~~&#x202c; &#x202e;could~~&#x202c; &#x202e;read:~~&#x202c; &#x202e;it~&#x202c; &#x202e;may~&#x202c; &#x202e;be~&#x202c; &#x202e;a~&#x202c; &#x202e;picture~~~&#x202c; &#x202e;of~&#x202c; &#x202e;them.~~&#x202c;</translation>
        </message>
        <message>
            <source>Page {n} of {total}</source>
            <translation>&#x202e;Page~~&#x202c; {n} &#x202e;of~&#x202c; {total}</translation>
        </message>
        <message>
            <source>The words of the other pages are too many to be shown here.</source>
            <translation>&#x202e;The~&#x202c; &#x202e;words~~&#x202c; &#x202e;of~&#x202c; &#x202e;the~&#x202c; &#x202e;other~~&#x202c; &#x202e;pages~~&#x202c; &#x202e;are~&#x202c; &#x202e;too~&#x202c; &#x202e;many~~&#x202c; &#x202e;to~&#x202c; &#x202e;be~&#x202c; &#x202e;shown~~&#x202c; &#x202e;here.~~&#x202c;</translation>
        </message>
        <message>
            <source>Its size or checksum is not the one its source names: it may be damaged or another.</source>
            <translation>&#x202e;Its~&#x202c; &#x202e;size~~&#x202c; &#x202e;or~&#x202c; &#x202e;checksum~~~&#x202c; &#x202e;is~&#x202c; &#x202e;not~&#x202c; &#x202e;the~&#x202c; &#x202e;one~&#x202c; &#x202e;its~&#x202c; &#x202e;source~~&#x202c; &#x202e;names:~~&#x202c; &#x202e;it~&#x202c; &#x202e;may~&#x202c; &#x202e;be~&#x202c; &#x202e;damaged~~~&#x202c; &#x202e;or~&#x202c; &#x202e;another.~~~&#x202c;</translation>
        </message>
        <message>
            <source>Only the first {n} of its {total} pages can be shown here.</source>
            <translation>&#x202e;Only~~&#x202c; &#x202e;the~&#x202c; &#x202e;first~~&#x202c; {n} &#x202e;of~&#x202c; &#x202e;its~&#x202c; {total} &#x202e;pages~~&#x202c; &#x202e;can~&#x202c; &#x202e;be~&#x202c; &#x202e;shown~~&#x202c; &#x202e;here.~~&#x202c;</translation>
        </message>
        <message>
            <source>There are no words in it.</source>
            <translation>&#x202e;There~~&#x202c; &#x202e;are~&#x202c; &#x202e;no~&#x202c; &#x202e;words~~&#x202c; &#x202e;in~&#x202c; &#x202e;it.~&#x202c;</translation>
        </message>
        <message>
            <source>The letter is being read.</source>
            <translation>&#x202e;The~&#x202c; &#x202e;letter~~&#x202c; &#x202e;is~&#x202c; &#x202e;being~~&#x202c; &#x202e;read.~~&#x202c;</translation>
        </message>
        <message>
            <source>Words of the letter</source>
            <translation>&#x202e;Words~~&#x202c; &#x202e;of~&#x202c; &#x202e;the~&#x202c; &#x202e;letter~~&#x202c;</translation>
        </message>
        <message>
            <source>Smaller</source>
            <translation>&#x202e;Smaller~~~&#x202c;</translation>
        </message>
        <message>
            <source>Fit width</source>
            <translation>&#x202e;Fit~&#x202c; &#x202e;width~~&#x202c;</translation>
        </message>
        <message>
            <source>Larger</source>
            <translation>&#x202e;Larger~~&#x202c;</translation>
        </message>
        <message>
            <source>Words</source>
            <translation>&#x202e;Words~~&#x202c;</translation>
        </message>
    </context>
    <context>
        <name>LetterPages</name>
        <message>
            <source>Pages</source>
            <translation>&#x202e;Pages~~&#x202c;</translation>
        </message>
        <message>
            <source>Page {n} of {total}</source>
            <translation>&#x202e;Page~~&#x202c; {n} &#x202e;of~&#x202c; {total}</translation>
        </message>
    </context>
    <context>
        <name>LettersScreen</name>
        <message>
            <source>A file, not part of this record</source>
            <translation>&#x202e;A~&#x202c; &#x202e;file,~~&#x202c; &#x202e;not~&#x202c; &#x202e;part~~&#x202c; &#x202e;of~&#x202c; &#x202e;this~~&#x202c; &#x202e;record~~&#x202c;</translation>
        </message>
    </context>
    <context>
        <name>Lock</name>
        <message>
            <source>Locked</source>
            <translation>&#x202e;Locked~~&#x202c;</translation>
        </message>
        <message>
            <source>page</source>
            <translation>&#x202e;page~~&#x202c;</translation>
        </message>
        <message>
            <source>display</source>
            <translation>&#x202e;display~~~&#x202c;</translation>
        </message>
        <message>
            <source>title</source>
            <translation>&#x202e;title~~&#x202c;</translation>
        </message>
        <message>
            <source>secondary</source>
            <translation>&#x202e;secondary~~~&#x202c;</translation>
        </message>
    </context>
    <context>
        <name>LockView</name>
        <message>
            <source>PIN of the card</source>
            <translation>&#x202e;PIN~&#x202c; &#x202e;of~&#x202c; &#x202e;the~&#x202c; &#x202e;card~~&#x202c;</translation>
        </message>
        <message>
            <source>PIN</source>
            <translation>&#x202e;PIN~&#x202c;</translation>
        </message>
        <message>
            <source>Passphrase</source>
            <translation>&#x202e;Passphrase~~~~&#x202c;</translation>
        </message>
        <message>
            <source>Unlock</source>
            <translation>&#x202e;Unlock~~&#x202c;</translation>
        </message>
        <message>
            <source>Enter</source>
            <translation>&#x202e;Enter~~&#x202c;</translation>
        </message>
        <message>
            <source>Sign in as somebody else</source>
            <translation>&#x202e;Sign~~&#x202c; &#x202e;in~&#x202c; &#x202e;as~&#x202c; &#x202e;somebody~~~&#x202c; &#x202e;else~~&#x202c;</translation>
        </message>
        <message>
            <source>Press Unlock, then enter the card's PIN on the reader.</source>
            <translation>&#x202e;Press~~&#x202c; &#x202e;Unlock,~~~&#x202c; &#x202e;then~~&#x202c; &#x202e;enter~~&#x202c; &#x202e;the~&#x202c; &#x202e;card's~~&#x202c; &#x202e;PIN~&#x202c; &#x202e;on~&#x202c; &#x202e;the~&#x202c; &#x202e;reader.~~~&#x202c;</translation>
        </message>
        <message>
            <source>Enter the PIN on the reader's own keys. Leave the card in.</source>
            <translation>&#x202e;Enter~~&#x202c; &#x202e;the~&#x202c; &#x202e;PIN~&#x202c; &#x202e;on~&#x202c; &#x202e;the~&#x202c; &#x202e;reader's~~~&#x202c; &#x202e;own~&#x202c; &#x202e;keys.~~&#x202c; &#x202e;Leave~~&#x202c; &#x202e;the~&#x202c; &#x202e;card~~&#x202c; &#x202e;in.~&#x202c;</translation>
        </message>
        <message>
            <source>There is no card here that can be used.</source>
            <translation>&#x202e;There~~&#x202c; &#x202e;is~&#x202c; &#x202e;no~&#x202c; &#x202e;card~~&#x202c; &#x202e;here~~&#x202c; &#x202e;that~~&#x202c; &#x202e;can~&#x202c; &#x202e;be~&#x202c; &#x202e;used.~~&#x202c;</translation>
        </message>
        <message>
            <source>Put your card into the reader.</source>
            <translation>&#x202e;Put~&#x202c; &#x202e;your~~&#x202c; &#x202e;card~~&#x202c; &#x202e;into~~&#x202c; &#x202e;the~&#x202c; &#x202e;reader.~~~&#x202c;</translation>
        </message>
        <message>
            <source>Enter the card's PIN to go on.</source>
            <translation>&#x202e;Enter~~&#x202c; &#x202e;the~&#x202c; &#x202e;card's~~&#x202c; &#x202e;PIN~&#x202c; &#x202e;to~&#x202c; &#x202e;go~&#x202c; &#x202e;on.~&#x202c;</translation>
        </message>
        <message>
            <source>The card is checking the PIN. Leave it in the reader.</source>
            <translation>&#x202e;The~&#x202c; &#x202e;card~~&#x202c; &#x202e;is~&#x202c; &#x202e;checking~~~&#x202c; &#x202e;the~&#x202c; &#x202e;PIN.~~&#x202c; &#x202e;Leave~~&#x202c; &#x202e;it~&#x202c; &#x202e;in~&#x202c; &#x202e;the~&#x202c; &#x202e;reader.~~~&#x202c;</translation>
        </message>
        <message>
            <source>This card takes no PIN any more. A colleague's card opens Serums here.</source>
            <translation>&#x202e;This~~&#x202c; &#x202e;card~~&#x202c; &#x202e;takes~~&#x202c; &#x202e;no~&#x202c; &#x202e;PIN~&#x202c; &#x202e;any~&#x202c; &#x202e;more.~~&#x202c; &#x202e;A~&#x202c; &#x202e;colleague's~~~~&#x202c; &#x202e;card~~&#x202c; &#x202e;opens~~&#x202c; &#x202e;Serums~~&#x202c; &#x202e;here.~~&#x202c;</translation>
        </message>
        <message>
            <source>Enter your passphrase to go on.</source>
            <translation>&#x202e;Enter~~&#x202c; &#x202e;your~~&#x202c; &#x202e;passphrase~~~~&#x202c; &#x202e;to~&#x202c; &#x202e;go~&#x202c; &#x202e;on.~&#x202c;</translation>
        </message>
        <message>
            <source>Opening your keys. This takes a moment.</source>
            <translation>&#x202e;Opening~~~&#x202c; &#x202e;your~~&#x202c; &#x202e;keys.~~&#x202c; &#x202e;This~~&#x202c; &#x202e;takes~~&#x202c; &#x202e;a~&#x202c; &#x202e;moment.~~~&#x202c;</translation>
        </message>
        <message>
            <source>Sign in in the browser's window. This page goes on by itself.</source>
            <translation>&#x202e;Sign~~&#x202c; &#x202e;in~&#x202c; &#x202e;in~&#x202c; &#x202e;the~&#x202c; &#x202e;browser's~~~&#x202c; &#x202e;window.~~~&#x202c; &#x202e;This~~&#x202c; &#x202e;page~~&#x202c; &#x202e;goes~~&#x202c; &#x202e;on~&#x202c; &#x202e;by~&#x202c; &#x202e;itself.~~~&#x202c;</translation>
        </message>
        <message>
            <source>Enter your passphrase once the keyring is there again.</source>
            <translation>&#x202e;Enter~~&#x202c; &#x202e;your~~&#x202c; &#x202e;passphrase~~~~&#x202c; &#x202e;once~~&#x202c; &#x202e;the~&#x202c; &#x202e;keyring~~~&#x202c; &#x202e;is~&#x202c; &#x202e;there~~&#x202c; &#x202e;again.~~&#x202c;</translation>
        </message>
    </context>
    <context>
        <name>MainWindow</name>
        <message>
            <source>Serums Desktop</source>
            <translation>&#x202e;Serums~~&#x202c; &#x202e;Desktop~~~&#x202c;</translation>
        </message>
        <message>
            <source>Synchronised {at}</source>
            <translation>&#x202e;Synchronised~~~~&#x202c; {at}</translation>
        </message>
        <message>
            <source>Card present</source>
            <translation>&#x202e;Card~~&#x202c; &#x202e;present~~~&#x202c;</translation>
        </message>
        <message>
            <source>No card</source>
            <translation>&#x202e;No~&#x202c; &#x202e;card~~&#x202c;</translation>
        </message>
    </context>
    <context>
        <name>Match</name>
        <message>
            <source>Certain</source>
            <translation>&#x202e;Certain~~~&#x202c;</translation>
        </message>
        <message>
            <source>Probable</source>
            <translation>&#x202e;Probable~~~&#x202c;</translation>
        </message>
        <message>
            <source>Possible</source>
            <translation>&#x202e;Possible~~~&#x202c;</translation>
        </message>
        <message>
            <source>birth date</source>
            <translation>&#x202e;birth~~&#x202c; &#x202e;date~~&#x202c;</translation>
        </message>
        <message>
            <source>name</source>
            <translation>&#x202e;name~~&#x202c;</translation>
        </message>
        <message>
            <source>number</source>
            <translation>&#x202e;number~~&#x202c;</translation>
        </message>
        <message>
            <source>{what} same</source>
            <translation>{what} &#x202e;same~~&#x202c;</translation>
        </message>
        <message>
            <source>{what} differs</source>
            <translation>{what} &#x202e;differs~~~&#x202c;</translation>
        </message>
        <message>
            <source>{what} not given</source>
            <translation>{what} &#x202e;not~&#x202c; &#x202e;given~~&#x202c;</translation>
        </message>
        <message>
            <source>check digit wrong</source>
            <translation>&#x202e;check~~&#x202c; &#x202e;digit~~&#x202c; &#x202e;wrong~~&#x202c;</translation>
        </message>
        <message>
            <source>Check digit right</source>
            <translation>&#x202e;Check~~&#x202c; &#x202e;digit~~&#x202c; &#x202e;right~~&#x202c;</translation>
        </message>
        <message>
            <source>Check digit wrong: copied wrongly somewhere</source>
            <translation>&#x202e;Check~~&#x202c; &#x202e;digit~~&#x202c; &#x202e;wrong:~~&#x202c; &#x202e;copied~~&#x202c; &#x202e;wrongly~~~&#x202c; &#x202e;somewhere~~~&#x202c;</translation>
        </message>
        <message>
            <source>The check of this number is not computed</source>
            <translation>&#x202e;The~&#x202c; &#x202e;check~~&#x202c; &#x202e;of~&#x202c; &#x202e;this~~&#x202c; &#x202e;number~~&#x202c; &#x202e;is~&#x202c; &#x202e;not~&#x202c; &#x202e;computed~~~&#x202c;</translation>
        </message>
        <message>
            <source>not given</source>
            <translation>&#x202e;not~&#x202c; &#x202e;given~~&#x202c;</translation>
        </message>
        <message>
            <source>born {day}</source>
            <translation>&#x202e;born~~&#x202c; {day}</translation>
        </message>
        <message>
            <source>no longer kept up there</source>
            <translation>&#x202e;no~&#x202c; &#x202e;longer~~&#x202c; &#x202e;kept~~&#x202c; &#x202e;up~&#x202c; &#x202e;there~~&#x202c;</translation>
        </message>
        <message>
            <source>not on this workstation</source>
            <translation>&#x202e;not~&#x202c; &#x202e;on~&#x202c; &#x202e;this~~&#x202c; &#x202e;workstation~~~~&#x202c;</translation>
        </message>
        <message>
            <source>copy {at}</source>
            <translation>&#x202e;copy~~&#x202c; {at}</translation>
        </message>
    </context>
    <context>
        <name>NewPassphrase</name>
        <message>
            <source>New passphrase for this workstation</source>
            <translation>&#x202e;New~&#x202c; &#x202e;passphrase~~~~&#x202c; &#x202e;for~&#x202c; &#x202e;this~~&#x202c; &#x202e;workstation~~~~&#x202c;</translation>
        </message>
        <message>
            <source>The same again</source>
            <translation>&#x202e;The~&#x202c; &#x202e;same~~&#x202c; &#x202e;again~~&#x202c;</translation>
        </message>
        <message>
            <source>Go on in the browser</source>
            <translation>&#x202e;Go~&#x202c; &#x202e;on~&#x202c; &#x202e;in~&#x202c; &#x202e;the~&#x202c; &#x202e;browser~~~&#x202c;</translation>
        </message>
        <message>
            <source>Enter</source>
            <translation>&#x202e;Enter~~&#x202c;</translation>
        </message>
        <message>
            <source>Back</source>
            <translation>&#x202e;Back~~&#x202c;</translation>
        </message>
        <message>
            <source>The two differ.</source>
            <translation>&#x202e;The~&#x202c; &#x202e;two~&#x202c; &#x202e;differ.~~~&#x202c;</translation>
        </message>
    </context>
    <context>
        <name>NoticeBar</name>
        <message>
            <source>Dismiss</source>
            <translation>&#x202e;Dismiss~~~&#x202c;</translation>
        </message>
        <message>
            <source>Dismiss (Esc)</source>
            <translation>&#x202e;Dismiss~~~&#x202c; &#x202e;(Esc)~~&#x202c;</translation>
        </message>
    </context>
    <context>
        <name>Notices</name>
        <message>
            <source>Leave this workstation?</source>
            <translation>&#x202e;Leave~~&#x202c; &#x202e;this~~&#x202c; &#x202e;workstation?~~~~&#x202c;</translation>
        </message>
        <message>
            <source>Your passphrase and the copies kept here for you are removed for good.</source>
            <translation>&#x202e;Your~~&#x202c; &#x202e;passphrase~~~~&#x202c; &#x202e;and~&#x202c; &#x202e;the~&#x202c; &#x202e;copies~~&#x202c; &#x202e;kept~~&#x202c; &#x202e;here~~&#x202c; &#x202e;for~&#x202c; &#x202e;you~&#x202c; &#x202e;are~&#x202c; &#x202e;removed~~~&#x202c; &#x202e;for~&#x202c; &#x202e;good.~~&#x202c;</translation>
        </message>
        <message>
            <source>Records at the sources stay as they are; signing in here again takes the browser.</source>
            <translation>&#x202e;Records~~~&#x202c; &#x202e;at~&#x202c; &#x202e;the~&#x202c; &#x202e;sources~~~&#x202c; &#x202e;stay~~&#x202c; &#x202e;as~&#x202c; &#x202e;they~~&#x202c; &#x202e;are;~~&#x202c; &#x202e;signing~~~&#x202c; &#x202e;in~&#x202c; &#x202e;here~~&#x202c; &#x202e;again~~&#x202c; &#x202e;takes~~&#x202c; &#x202e;the~&#x202c; &#x202e;browser.~~~&#x202c;</translation>
        </message>
        <message>
            <source>Leave</source>
            <translation>&#x202e;Leave~~&#x202c;</translation>
        </message>
        <message>
            <source>born {date}</source>
            <translation>&#x202e;born~~&#x202c; {date}</translation>
        </message>
        <message>
            <source>Another program asks for {patient}.</source>
            <translation>&#x202e;Another~~~&#x202c; &#x202e;program~~~&#x202c; &#x202e;asks~~&#x202c; &#x202e;for~&#x202c; {patient}&#x202e;.~&#x202c;</translation>
        </message>
        <message>
            <source>The record on screen stays until you open the other.</source>
            <translation>&#x202e;The~&#x202c; &#x202e;record~~&#x202c; &#x202e;on~&#x202c; &#x202e;screen~~&#x202c; &#x202e;stays~~&#x202c; &#x202e;until~~&#x202c; &#x202e;you~&#x202c; &#x202e;open~~&#x202c; &#x202e;the~&#x202c; &#x202e;other.~~&#x202c;</translation>
        </message>
        <message>
            <source>Open</source>
            <translation>&#x202e;Open~~&#x202c;</translation>
        </message>
        <message>
            <source>This card is new here, so the copies kept on this workstation begin anew.</source>
            <translation>&#x202e;This~~&#x202c; &#x202e;card~~&#x202c; &#x202e;is~&#x202c; &#x202e;new~&#x202c; &#x202e;here,~~&#x202c; &#x202e;so~&#x202c; &#x202e;the~&#x202c; &#x202e;copies~~&#x202c; &#x202e;kept~~&#x202c; &#x202e;on~&#x202c; &#x202e;this~~&#x202c; &#x202e;workstation~~~~&#x202c; &#x202e;begin~~&#x202c; &#x202e;anew.~~&#x202c;</translation>
        </message>
        <message>
            <source>What your earlier card kept stays shut.</source>
            <translation>&#x202e;What~~&#x202c; &#x202e;your~~&#x202c; &#x202e;earlier~~~&#x202c; &#x202e;card~~&#x202c; &#x202e;kept~~&#x202c; &#x202e;stays~~&#x202c; &#x202e;shut.~~&#x202c;</translation>
        </message>
        <message>
            <source>Offline: {source} cannot be reached.</source>
            <translation>&#x202e;Offline:~~~&#x202c; {source} &#x202e;cannot~~&#x202c; &#x202e;be~&#x202c; &#x202e;reached.~~~&#x202c;</translation>
        </message>
        <message>
            <source>What is kept on this workstation is open.</source>
            <translation>&#x202e;What~~&#x202c; &#x202e;is~&#x202c; &#x202e;kept~~&#x202c; &#x202e;on~&#x202c; &#x202e;this~~&#x202c; &#x202e;workstation~~~~&#x202c; &#x202e;is~&#x202c; &#x202e;open.~~&#x202c;</translation>
        </message>
        <message>
            <source>Sources are asked again whenever a record is opened.</source>
            <translation>&#x202e;Sources~~~&#x202c; &#x202e;are~&#x202c; &#x202e;asked~~&#x202c; &#x202e;again~~&#x202c; &#x202e;whenever~~~&#x202c; &#x202e;a~&#x202c; &#x202e;record~~&#x202c; &#x202e;is~&#x202c; &#x202e;opened.~~~&#x202c;</translation>
        </message>
        <message>
            <source>The list of records kept here was damaged or removed, and begun anew.</source>
            <translation>&#x202e;The~&#x202c; &#x202e;list~~&#x202c; &#x202e;of~&#x202c; &#x202e;records~~~&#x202c; &#x202e;kept~~&#x202c; &#x202e;here~~&#x202c; &#x202e;was~&#x202c; &#x202e;damaged~~~&#x202c; &#x202e;or~&#x202c; &#x202e;removed,~~~&#x202c; &#x202e;and~&#x202c; &#x202e;begun~~&#x202c; &#x202e;anew.~~&#x202c;</translation>
        </message>
        <message>
            <source>What could not be used is kept beside it.</source>
            <translation>&#x202e;What~~&#x202c; &#x202e;could~~&#x202c; &#x202e;not~&#x202c; &#x202e;be~&#x202c; &#x202e;used~~&#x202c; &#x202e;is~&#x202c; &#x202e;kept~~&#x202c; &#x202e;beside~~&#x202c; &#x202e;it.~&#x202c;</translation>
        </message>
        <message>
            <source>The copy of this record was an older one than was kept here last.</source>
            <translation>&#x202e;The~&#x202c; &#x202e;copy~~&#x202c; &#x202e;of~&#x202c; &#x202e;this~~&#x202c; &#x202e;record~~&#x202c; &#x202e;was~&#x202c; &#x202e;an~&#x202c; &#x202e;older~~&#x202c; &#x202e;one~&#x202c; &#x202e;than~~&#x202c; &#x202e;was~&#x202c; &#x202e;kept~~&#x202c; &#x202e;here~~&#x202c; &#x202e;last.~~&#x202c;</translation>
        </message>
        <message>
            <source>The copy of this record was damaged.</source>
            <translation>&#x202e;The~&#x202c; &#x202e;copy~~&#x202c; &#x202e;of~&#x202c; &#x202e;this~~&#x202c; &#x202e;record~~&#x202c; &#x202e;was~&#x202c; &#x202e;damaged.~~~&#x202c;</translation>
        </message>
        <message>
            <source>It was set aside; files that were added to it are kept where they can still be read.</source>
            <translation>&#x202e;It~&#x202c; &#x202e;was~&#x202c; &#x202e;set~&#x202c; &#x202e;aside;~~&#x202c; &#x202e;files~~&#x202c; &#x202e;that~~&#x202c; &#x202e;were~~&#x202c; &#x202e;added~~&#x202c; &#x202e;to~&#x202c; &#x202e;it~&#x202c; &#x202e;are~&#x202c; &#x202e;kept~~&#x202c; &#x202e;where~~&#x202c; &#x202e;they~~&#x202c; &#x202e;can~&#x202c; &#x202e;still~~&#x202c; &#x202e;be~&#x202c; &#x202e;read.~~&#x202c;</translation>
        </message>
        <message>
            <source>The sources are asked for everything again. Tell IT.</source>
            <translation>&#x202e;The~&#x202c; &#x202e;sources~~~&#x202c; &#x202e;are~&#x202c; &#x202e;asked~~&#x202c; &#x202e;for~&#x202c; &#x202e;everything~~~~&#x202c; &#x202e;again.~~&#x202c; &#x202e;Tell~~&#x202c; &#x202e;IT.~&#x202c;</translation>
        </message>
        <message>
            <source>Records are copied again when they are opened.</source>
            <translation>&#x202e;Records~~~&#x202c; &#x202e;are~&#x202c; &#x202e;copied~~&#x202c; &#x202e;again~~&#x202c; &#x202e;when~~&#x202c; &#x202e;they~~&#x202c; &#x202e;are~&#x202c; &#x202e;opened.~~~&#x202c;</translation>
        </message>
    </context>
    <context>
        <name>OneCopy</name>
        <message>
            <source>Add a passphrase</source>
            <translation>&#x202e;Add~&#x202c; &#x202e;a~&#x202c; &#x202e;passphrase~~~~&#x202c;</translation>
        </message>
        <message>
            <source>Remove the passphrase</source>
            <translation>&#x202e;Remove~~&#x202c; &#x202e;the~&#x202c; &#x202e;passphrase~~~~&#x202c;</translation>
        </message>
        <message>
            <source>Add your card</source>
            <translation>&#x202e;Add~&#x202c; &#x202e;your~~&#x202c; &#x202e;card~~&#x202c;</translation>
        </message>
        <message>
            <source>Remove the card</source>
            <translation>&#x202e;Remove~~&#x202c; &#x202e;the~&#x202c; &#x202e;card~~&#x202c;</translation>
        </message>
        <message>
            <source>Opening your copies</source>
            <translation>&#x202e;Opening~~~&#x202c; &#x202e;your~~&#x202c; &#x202e;copies~~&#x202c;</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>&#x202e;Cancel~~&#x202c;</translation>
        </message>
    </context>
    <context>
        <name>OneCopyDialog</name>
        <message>
            <source>Sign in in the browser's window. This page goes on by itself.</source>
            <translation>&#x202e;Sign~~&#x202c; &#x202e;in~&#x202c; &#x202e;in~&#x202c; &#x202e;the~&#x202c; &#x202e;browser's~~~&#x202c; &#x202e;window.~~~&#x202c; &#x202e;This~~&#x202c; &#x202e;page~~&#x202c; &#x202e;goes~~&#x202c; &#x202e;on~&#x202c; &#x202e;by~&#x202c; &#x202e;itself.~~~&#x202c;</translation>
        </message>
        <message>
            <source>It is being done. This takes a moment.</source>
            <translation>&#x202e;It~&#x202c; &#x202e;is~&#x202c; &#x202e;being~~&#x202c; &#x202e;done.~~&#x202c; &#x202e;This~~&#x202c; &#x202e;takes~~&#x202c; &#x202e;a~&#x202c; &#x202e;moment.~~~&#x202c;</translation>
        </message>
        <message>
            <source>PIN of the card</source>
            <translation>&#x202e;PIN~&#x202c; &#x202e;of~&#x202c; &#x202e;the~&#x202c; &#x202e;card~~&#x202c;</translation>
        </message>
        <message>
            <source>Your passphrase</source>
            <translation>&#x202e;Your~~&#x202c; &#x202e;passphrase~~~~&#x202c;</translation>
        </message>
        <message>
            <source>Copies that it opened here before are deleted, with the files that you added to them.</source>
            <translation>&#x202e;Copies~~&#x202c; &#x202e;that~~&#x202c; &#x202e;it~&#x202c; &#x202e;opened~~&#x202c; &#x202e;here~~&#x202c; &#x202e;before~~&#x202c; &#x202e;are~&#x202c; &#x202e;deleted,~~~&#x202c; &#x202e;with~~&#x202c; &#x202e;the~&#x202c; &#x202e;files~~&#x202c; &#x202e;that~~&#x202c; &#x202e;you~&#x202c; &#x202e;added~~&#x202c; &#x202e;to~&#x202c; &#x202e;them.~~&#x202c;</translation>
        </message>
        <message>
            <source>It takes less than your card to open them then.</source>
            <translation>&#x202e;It~&#x202c; &#x202e;takes~~&#x202c; &#x202e;less~~&#x202c; &#x202e;than~~&#x202c; &#x202e;your~~&#x202c; &#x202e;card~~&#x202c; &#x202e;to~&#x202c; &#x202e;open~~&#x202c; &#x202e;them~~&#x202c; &#x202e;then.~~&#x202c;</translation>
        </message>
        <message>
            <source>A passphrase opens the copies that your card opens on this workstation, too.</source>
            <translation>&#x202e;A~&#x202c; &#x202e;passphrase~~~~&#x202c; &#x202e;opens~~&#x202c; &#x202e;the~&#x202c; &#x202e;copies~~&#x202c; &#x202e;that~~&#x202c; &#x202e;your~~&#x202c; &#x202e;card~~&#x202c; &#x202e;opens~~&#x202c; &#x202e;on~&#x202c; &#x202e;this~~&#x202c; &#x202e;workstation,~~~~&#x202c; &#x202e;too.~~&#x202c;</translation>
        </message>
        <message>
            <source>Your card opens the copies that your passphrase opens here, too. Insert it.</source>
            <translation>&#x202e;Your~~&#x202c; &#x202e;card~~&#x202c; &#x202e;opens~~&#x202c; &#x202e;the~&#x202c; &#x202e;copies~~&#x202c; &#x202e;that~~&#x202c; &#x202e;your~~&#x202c; &#x202e;passphrase~~~~&#x202c; &#x202e;opens~~&#x202c; &#x202e;here,~~&#x202c; &#x202e;too.~~&#x202c; &#x202e;Insert~~&#x202c; &#x202e;it.~&#x202c;</translation>
        </message>
        <message>
            <source>Once removed, your passphrase opens nothing on this workstation.</source>
            <translation>&#x202e;Once~~&#x202c; &#x202e;removed,~~~&#x202c; &#x202e;your~~&#x202c; &#x202e;passphrase~~~~&#x202c; &#x202e;opens~~&#x202c; &#x202e;nothing~~~&#x202c; &#x202e;on~&#x202c; &#x202e;this~~&#x202c; &#x202e;workstation.~~~~&#x202c;</translation>
        </message>
        <message>
            <source>The copies stay, under another key that only your card opens.</source>
            <translation>&#x202e;The~&#x202c; &#x202e;copies~~&#x202c; &#x202e;stay,~~&#x202c; &#x202e;under~~&#x202c; &#x202e;another~~~&#x202c; &#x202e;key~&#x202c; &#x202e;that~~&#x202c; &#x202e;only~~&#x202c; &#x202e;your~~&#x202c; &#x202e;card~~&#x202c; &#x202e;opens.~~&#x202c;</translation>
        </message>
        <message>
            <source>Once removed, your card opens none of these copies; it may begin its own.</source>
            <translation>&#x202e;Once~~&#x202c; &#x202e;removed,~~~&#x202c; &#x202e;your~~&#x202c; &#x202e;card~~&#x202c; &#x202e;opens~~&#x202c; &#x202e;none~~&#x202c; &#x202e;of~&#x202c; &#x202e;these~~&#x202c; &#x202e;copies;~~~&#x202c; &#x202e;it~&#x202c; &#x202e;may~&#x202c; &#x202e;begin~~&#x202c; &#x202e;its~&#x202c; &#x202e;own.~~&#x202c;</translation>
        </message>
        <message>
            <source>The copies stay, under another key that only your passphrase opens.</source>
            <translation>&#x202e;The~&#x202c; &#x202e;copies~~&#x202c; &#x202e;stay,~~&#x202c; &#x202e;under~~&#x202c; &#x202e;another~~~&#x202c; &#x202e;key~&#x202c; &#x202e;that~~&#x202c; &#x202e;only~~&#x202c; &#x202e;your~~&#x202c; &#x202e;passphrase~~~~&#x202c; &#x202e;opens.~~&#x202c;</translation>
        </message>
    </context>
    <context>
        <name>OpenBox</name>
        <message>
            <source>Open for treatment</source>
            <translation>&#x202e;Open~~&#x202c; &#x202e;for~&#x202c; &#x202e;treatment~~~&#x202c;</translation>
        </message>
        <message>
            <source>Enter</source>
            <translation>&#x202e;Enter~~&#x202c;</translation>
        </message>
        <message>
            <source>not given</source>
            <translation>&#x202e;not~&#x202c; &#x202e;given~~&#x202c;</translation>
        </message>
        <message>
            <source>{name}, born {day}</source>
            <translation>{name}&#x202e;,~&#x202c; &#x202e;born~~&#x202c; {day}</translation>
        </message>
        <message>
            <source>number {place}</source>
            <translation>&#x202e;number~~&#x202c; {place}</translation>
        </message>
    </context>
    <context>
        <name>Paper</name>
        <message>
            <source>Patient</source>
            <translation>&#x202e;Patient~~~&#x202c;</translation>
        </message>
        <message>
            <source>Period</source>
            <translation>&#x202e;Period~~&#x202c;</translation>
        </message>
        <message>
            <source>Source</source>
            <translation>&#x202e;Source~~&#x202c;</translation>
        </message>
        <message>
            <source>Device</source>
            <translation>&#x202e;Device~~&#x202c;</translation>
        </message>
        <message>
            <source>Made</source>
            <translation>&#x202e;Made~~&#x202c;</translation>
        </message>
        <message>
            <source>Time, UTC{}</source>
            <translation>&#x202e;Time,~~&#x202c; &#x202e;UTC~&#x202c;{}</translation>
        </message>
    </context>
    <context>
        <name>Passphrase</name>
        <message>
            <source>12 characters or more. Several words are easy to remember.</source>
            <translation>&#x202e;12~&#x202c; &#x202e;characters~~~~&#x202c; &#x202e;or~&#x202c; &#x202e;more.~~&#x202c; &#x202e;Several~~~&#x202c; &#x202e;words~~&#x202c; &#x202e;are~&#x202c; &#x202e;easy~~&#x202c; &#x202e;to~&#x202c; &#x202e;remember.~~~&#x202c;</translation>
        </message>
        <message>
            <source>Too short: {n} more needed.</source>
            <translation>&#x202e;Too~&#x202c; &#x202e;short:~~&#x202c; {n} &#x202e;more~~&#x202c; &#x202e;needed.~~~&#x202c;</translation>
        </message>
        <message>
            <source>Easy to guess: few different characters.</source>
            <translation>&#x202e;Easy~~&#x202c; &#x202e;to~&#x202c; &#x202e;guess:~~&#x202c; &#x202e;few~&#x202c; &#x202e;different~~~&#x202c; &#x202e;characters.~~~~&#x202c;</translation>
        </message>
        <message>
            <source>Long enough. Another word makes it stronger.</source>
            <translation>&#x202e;Long~~&#x202c; &#x202e;enough.~~~&#x202c; &#x202e;Another~~~&#x202c; &#x202e;word~~&#x202c; &#x202e;makes~~&#x202c; &#x202e;it~&#x202c; &#x202e;stronger.~~~&#x202c;</translation>
        </message>
        <message>
            <source>Good.</source>
            <translation>&#x202e;Good.~~&#x202c;</translation>
        </message>
        <message>
            <source>Strong.</source>
            <translation>&#x202e;Strong.~~~&#x202c;</translation>
        </message>
    </context>
    <context>
        <name>PassphraseEntry</name>
        <message>
            <source>Cancel</source>
            <translation>&#x202e;Cancel~~&#x202c;</translation>
        </message>
        <message>
            <source>Try the keyring again</source>
            <translation>&#x202e;Try~&#x202c; &#x202e;the~&#x202c; &#x202e;keyring~~~&#x202c; &#x202e;again~~&#x202c;</translation>
        </message>
        <message>
            <source>First time here: sign in with the browser</source>
            <translation>&#x202e;First~~&#x202c; &#x202e;time~~&#x202c; &#x202e;here:~~&#x202c; &#x202e;sign~~&#x202c; &#x202e;in~&#x202c; &#x202e;with~~&#x202c; &#x202e;the~&#x202c; &#x202e;browser~~~&#x202c;</translation>
        </message>
        <message>
            <source>Opening your keys. This takes a moment.</source>
            <translation>&#x202e;Opening~~~&#x202c; &#x202e;your~~&#x202c; &#x202e;keys.~~&#x202c; &#x202e;This~~&#x202c; &#x202e;takes~~&#x202c; &#x202e;a~&#x202c; &#x202e;moment.~~~&#x202c;</translation>
        </message>
        <message>
            <source>Sign in in the browser's window. This page goes on by itself.</source>
            <translation>&#x202e;Sign~~&#x202c; &#x202e;in~&#x202c; &#x202e;in~&#x202c; &#x202e;the~&#x202c; &#x202e;browser's~~~&#x202c; &#x202e;window.~~~&#x202c; &#x202e;This~~&#x202c; &#x202e;page~~&#x202c; &#x202e;goes~~&#x202c; &#x202e;on~&#x202c; &#x202e;by~&#x202c; &#x202e;itself.~~~&#x202c;</translation>
        </message>
        <message>
            <source>A passphrase cannot be used on this computer now.</source>
            <translation>&#x202e;A~&#x202c; &#x202e;passphrase~~~~&#x202c; &#x202e;cannot~~&#x202c; &#x202e;be~&#x202c; &#x202e;used~~&#x202c; &#x202e;on~&#x202c; &#x202e;this~~&#x202c; &#x202e;computer~~~&#x202c; &#x202e;now.~~&#x202c;</translation>
        </message>
        <message>
            <source>Choose a passphrase for this workstation. Then the browser asks who you are.</source>
            <translation>&#x202e;Choose~~&#x202c; &#x202e;a~&#x202c; &#x202e;passphrase~~~~&#x202c; &#x202e;for~&#x202c; &#x202e;this~~&#x202c; &#x202e;workstation.~~~~&#x202c; &#x202e;Then~~&#x202c; &#x202e;the~&#x202c; &#x202e;browser~~~&#x202c; &#x202e;asks~~&#x202c; &#x202e;who~&#x202c; &#x202e;you~&#x202c; &#x202e;are.~~&#x202c;</translation>
        </message>
        <message>
            <source>Nobody has a passphrase on this workstation yet.</source>
            <translation>&#x202e;Nobody~~&#x202c; &#x202e;has~&#x202c; &#x202e;a~&#x202c; &#x202e;passphrase~~~~&#x202c; &#x202e;on~&#x202c; &#x202e;this~~&#x202c; &#x202e;workstation~~~~&#x202c; &#x202e;yet.~~&#x202c;</translation>
        </message>
        <message>
            <source>Choose your name and enter your passphrase.</source>
            <translation>&#x202e;Choose~~&#x202c; &#x202e;your~~&#x202c; &#x202e;name~~&#x202c; &#x202e;and~&#x202c; &#x202e;enter~~&#x202c; &#x202e;your~~&#x202c; &#x202e;passphrase.~~~~&#x202c;</translation>
        </message>
        <message>
            <source>Passphrase</source>
            <translation>&#x202e;Passphrase~~~~&#x202c;</translation>
        </message>
        <message>
            <source>It unlocks a key in the system's keyring.</source>
            <translation>&#x202e;It~&#x202c; &#x202e;unlocks~~~&#x202c; &#x202e;a~&#x202c; &#x202e;key~&#x202c; &#x202e;in~&#x202c; &#x202e;the~&#x202c; &#x202e;system's~~~&#x202c; &#x202e;keyring.~~~&#x202c;</translation>
        </message>
        <message>
            <source>Sign in</source>
            <translation>&#x202e;Sign~~&#x202c; &#x202e;in~&#x202c;</translation>
        </message>
        <message>
            <source>Enter</source>
            <translation>&#x202e;Enter~~&#x202c;</translation>
        </message>
        <message>
            <source>Checking</source>
            <translation>&#x202e;Checking~~~&#x202c;</translation>
        </message>
    </context>
    <context>
        <name>PatientBanner</name>
        <message>
            <source>not given</source>
            <translation>&#x202e;not~&#x202c; &#x202e;given~~&#x202c;</translation>
        </message>
        <message>
            <source>born {day}</source>
            <translation>&#x202e;born~~&#x202c; {day}</translation>
        </message>
        <message>
            <source>died {day}</source>
            <translation>&#x202e;died~~&#x202c; {day}</translation>
        </message>
        <message>
            <source>has died</source>
            <translation>&#x202e;has~&#x202c; &#x202e;died~~&#x202c;</translation>
        </message>
        <message numerus="yes">
            <source>%n more numbers</source>
            <translation>
                <numerusform>%n &#x202e;more~~&#x202c; &#x202e;numbers~~~&#x202c;</numerusform>
                <numerusform>%n &#x202e;more~~&#x202c; &#x202e;numbers~~~&#x202c;</numerusform>
                <numerusform>%n &#x202e;more~~&#x202c; &#x202e;numbers~~~&#x202c;</numerusform>
                <numerusform>%n &#x202e;more~~&#x202c; &#x202e;numbers~~~&#x202c;</numerusform>
                <numerusform>%n &#x202e;more~~&#x202c; &#x202e;numbers~~~&#x202c;</numerusform>
                <numerusform>%n &#x202e;more~~&#x202c; &#x202e;numbers~~~&#x202c;</numerusform>
            </translation>
        </message>
        <message>
            <source>date not given</source>
            <translation>&#x202e;date~~&#x202c; &#x202e;not~&#x202c; &#x202e;given~~&#x202c;</translation>
        </message>
        <message>
            <source>author not given</source>
            <translation>&#x202e;author~~&#x202c; &#x202e;not~&#x202c; &#x202e;given~~&#x202c;</translation>
        </message>
        <message>
            <source>Allergies</source>
            <translation>&#x202e;Allergies~~~&#x202c;</translation>
        </message>
        <message>
            <source>Alerts</source>
            <translation>&#x202e;Alerts~~&#x202c;</translation>
        </message>
        <message>
            <source>Resuscitation</source>
            <translation>&#x202e;Resuscitation~~~~~&#x202c;</translation>
        </message>
        <message>
            <source>Emergency</source>
            <translation>&#x202e;Emergency~~~&#x202c;</translation>
        </message>
        <message>
            <source>Ctrl E</source>
            <translation>&#x202e;Ctrl~~&#x202c; &#x202e;E~&#x202c;</translation>
        </message>
        <message>
            <source>Emergency access</source>
            <translation>&#x202e;Emergency~~~&#x202c; &#x202e;access~~&#x202c;</translation>
        </message>
        <message>
            <source>Emergency access (Ctrl+E)</source>
            <translation>&#x202e;Emergency~~~&#x202c; &#x202e;access~~&#x202c; &#x202e;(Ctrl+E)~~~&#x202c;</translation>
        </message>
    </context>
    <context>
        <name>Patients</name>
        <message>
            <source>Patients</source>
            <translation>&#x202e;Patients~~~&#x202c;</translation>
        </message>
        <message>
            <source>surface</source>
            <translation>&#x202e;surface~~~&#x202c;</translation>
        </message>
        <message>
            <source>bottom</source>
            <translation>&#x202e;bottom~~&#x202c;</translation>
        </message>
        <message>
            <source>Find a patient</source>
            <translation>&#x202e;Find~~&#x202c; &#x202e;a~&#x202c; &#x202e;patient~~~&#x202c;</translation>
        </message>
        <message>
            <source>Name, birth date, national number</source>
            <translation>&#x202e;Name,~~&#x202c; &#x202e;birth~~&#x202c; &#x202e;date,~~&#x202c; &#x202e;national~~~&#x202c; &#x202e;number~~&#x202c;</translation>
        </message>
        <message>
            <source>true</source>
            <translation>&#x202e;true~~&#x202c;</translation>
        </message>
        <message>
            <source>sunken</source>
            <translation>&#x202e;sunken~~&#x202c;</translation>
        </message>
        <message>
            <source>caption</source>
            <translation>&#x202e;caption~~~&#x202c;</translation>
        </message>
        <message>
            <source>secondary</source>
            <translation>&#x202e;secondary~~~&#x202c;</translation>
        </message>
        <message>
            <source>right</source>
            <translation>&#x202e;right~~&#x202c;</translation>
        </message>
        <message>
            <source>label</source>
            <translation>&#x202e;label~~&#x202c;</translation>
        </message>
        <message>
            <source>Records on this workstation</source>
            <translation>&#x202e;Records~~~&#x202c; &#x202e;on~&#x202c; &#x202e;this~~&#x202c; &#x202e;workstation~~~~&#x202c;</translation>
        </message>
        <message>
            <source>No record is kept here yet. One that you open stays readable offline.</source>
            <translation>&#x202e;No~&#x202c; &#x202e;record~~&#x202c; &#x202e;is~&#x202c; &#x202e;kept~~&#x202c; &#x202e;here~~&#x202c; &#x202e;yet.~~&#x202c; &#x202e;One~&#x202c; &#x202e;that~~&#x202c; &#x202e;you~&#x202c; &#x202e;open~~&#x202c; &#x202e;stays~~&#x202c; &#x202e;readable~~~&#x202c; &#x202e;offline.~~~&#x202c;</translation>
        </message>
        <message>
            <source>Search results</source>
            <translation>&#x202e;Search~~&#x202c; &#x202e;results~~~&#x202c;</translation>
        </message>
        <message>
            <source>canvas</source>
            <translation>&#x202e;canvas~~&#x202c;</translation>
        </message>
        <message>
            <source>top</source>
            <translation>&#x202e;top~&#x202c;</translation>
        </message>
    </context>
    <context>
        <name>PatientsView</name>
        <message>
            <source>Find</source>
            <translation>&#x202e;Find~~&#x202c;</translation>
        </message>
        <message>
            <source>Enter</source>
            <translation>&#x202e;Enter~~&#x202c;</translation>
        </message>
        <message>
            <source>Unknown patient</source>
            <translation>&#x202e;Unknown~~~&#x202c; &#x202e;patient~~~&#x202c;</translation>
        </message>
        <message>
            <source>Begin a record for somebody who cannot say who they are; link it once that is known.</source>
            <translation>&#x202e;Begin~~&#x202c; &#x202e;a~&#x202c; &#x202e;record~~&#x202c; &#x202e;for~&#x202c; &#x202e;somebody~~~&#x202c; &#x202e;who~&#x202c; &#x202e;cannot~~&#x202c; &#x202e;say~&#x202c; &#x202e;who~&#x202c; &#x202e;they~~&#x202c; &#x202e;are;~~&#x202c; &#x202e;link~~&#x202c; &#x202e;it~&#x202c; &#x202e;once~~&#x202c; &#x202e;that~~&#x202c; &#x202e;is~&#x202c; &#x202e;known.~~&#x202c;</translation>
        </message>
        <message>
            <source>Stop</source>
            <translation>&#x202e;Stop~~&#x202c;</translation>
        </message>
        <message>
            <source>Ward</source>
            <translation>&#x202e;Ward~~&#x202c;</translation>
        </message>
        <message>
            <source>On this workstation</source>
            <translation>&#x202e;On~&#x202c; &#x202e;this~~&#x202c; &#x202e;workstation~~~~&#x202c;</translation>
        </message>
        <message>
            <source>List</source>
            <translation>&#x202e;List~~&#x202c;</translation>
        </message>
        <message>
            <source>{answered} of {total} answered</source>
            <translation>{answered} &#x202e;of~&#x202c; {total} &#x202e;answered~~~&#x202c;</translation>
        </message>
        <message numerus="yes">
            <source>%n matches, best first</source>
            <translation>
                <numerusform>%n &#x202e;matches,~~~&#x202c; &#x202e;best~~&#x202c; &#x202e;first~~&#x202c;</numerusform>
                <numerusform>%n &#x202e;matches,~~~&#x202c; &#x202e;best~~&#x202c; &#x202e;first~~&#x202c;</numerusform>
                <numerusform>%n &#x202e;matches,~~~&#x202c; &#x202e;best~~&#x202c; &#x202e;first~~&#x202c;</numerusform>
                <numerusform>%n &#x202e;matches,~~~&#x202c; &#x202e;best~~&#x202c; &#x202e;first~~&#x202c;</numerusform>
                <numerusform>%n &#x202e;matches,~~~&#x202c; &#x202e;best~~&#x202c; &#x202e;first~~&#x202c;</numerusform>
                <numerusform>%n &#x202e;matches,~~~&#x202c; &#x202e;best~~&#x202c; &#x202e;first~~&#x202c;</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n records</source>
            <translation>
                <numerusform>%n &#x202e;records~~~&#x202c;</numerusform>
                <numerusform>%n &#x202e;records~~~&#x202c;</numerusform>
                <numerusform>%n &#x202e;records~~~&#x202c;</numerusform>
                <numerusform>%n &#x202e;records~~~&#x202c;</numerusform>
                <numerusform>%n &#x202e;records~~~&#x202c;</numerusform>
                <numerusform>%n &#x202e;records~~~&#x202c;</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Asking %n sources.</source>
            <translation>
                <numerusform>&#x202e;Asking~~&#x202c; %n &#x202e;sources.~~~&#x202c;</numerusform>
                <numerusform>&#x202e;Asking~~&#x202c; %n &#x202e;sources.~~~&#x202c;</numerusform>
                <numerusform>&#x202e;Asking~~&#x202c; %n &#x202e;sources.~~~&#x202c;</numerusform>
                <numerusform>&#x202e;Asking~~&#x202c; %n &#x202e;sources.~~~&#x202c;</numerusform>
                <numerusform>&#x202e;Asking~~&#x202c; %n &#x202e;sources.~~~&#x202c;</numerusform>
                <numerusform>&#x202e;Asking~~&#x202c; %n &#x202e;sources.~~~&#x202c;</numerusform>
            </translation>
        </message>
        <message>
            <source>Offline. The records on this workstation open; the downtime capsule in an emergency.</source>
            <translation>&#x202e;Offline.~~~&#x202c; &#x202e;The~&#x202c; &#x202e;records~~~&#x202c; &#x202e;on~&#x202c; &#x202e;this~~&#x202c; &#x202e;workstation~~~~&#x202c; &#x202e;open;~~&#x202c; &#x202e;the~&#x202c; &#x202e;downtime~~~&#x202c; &#x202e;capsule~~~&#x202c; &#x202e;in~&#x202c; &#x202e;an~&#x202c; &#x202e;emergency.~~~~&#x202c;</translation>
        </message>
        <message>
            <source>Offline. Only the records on this workstation can be opened.</source>
            <translation>&#x202e;Offline.~~~&#x202c; &#x202e;Only~~&#x202c; &#x202e;the~&#x202c; &#x202e;records~~~&#x202c; &#x202e;on~&#x202c; &#x202e;this~~&#x202c; &#x202e;workstation~~~~&#x202c; &#x202e;can~&#x202c; &#x202e;be~&#x202c; &#x202e;opened.~~~&#x202c;</translation>
        </message>
        <message numerus="yes">
            <source>No match at the %n sources that answered.</source>
            <translation>
                <numerusform>&#x202e;No~&#x202c; &#x202e;match~~&#x202c; &#x202e;at~&#x202c; &#x202e;the~&#x202c; %n &#x202e;sources~~~&#x202c; &#x202e;that~~&#x202c; &#x202e;answered.~~~&#x202c;</numerusform>
                <numerusform>&#x202e;No~&#x202c; &#x202e;match~~&#x202c; &#x202e;at~&#x202c; &#x202e;the~&#x202c; %n &#x202e;sources~~~&#x202c; &#x202e;that~~&#x202c; &#x202e;answered.~~~&#x202c;</numerusform>
                <numerusform>&#x202e;No~&#x202c; &#x202e;match~~&#x202c; &#x202e;at~&#x202c; &#x202e;the~&#x202c; %n &#x202e;sources~~~&#x202c; &#x202e;that~~&#x202c; &#x202e;answered.~~~&#x202c;</numerusform>
                <numerusform>&#x202e;No~&#x202c; &#x202e;match~~&#x202c; &#x202e;at~&#x202c; &#x202e;the~&#x202c; %n &#x202e;sources~~~&#x202c; &#x202e;that~~&#x202c; &#x202e;answered.~~~&#x202c;</numerusform>
                <numerusform>&#x202e;No~&#x202c; &#x202e;match~~&#x202c; &#x202e;at~&#x202c; &#x202e;the~&#x202c; %n &#x202e;sources~~~&#x202c; &#x202e;that~~&#x202c; &#x202e;answered.~~~&#x202c;</numerusform>
                <numerusform>&#x202e;No~&#x202c; &#x202e;match~~&#x202c; &#x202e;at~&#x202c; &#x202e;the~&#x202c; %n &#x202e;sources~~~&#x202c; &#x202e;that~~&#x202c; &#x202e;answered.~~~&#x202c;</numerusform>
            </translation>
        </message>
        <message>
            <source>Type a name with a birth date, or a national number, then Enter.</source>
            <translation>&#x202e;Type~~&#x202c; &#x202e;a~&#x202c; &#x202e;name~~&#x202c; &#x202e;with~~&#x202c; &#x202e;a~&#x202c; &#x202e;birth~~&#x202c; &#x202e;date,~~&#x202c; &#x202e;or~&#x202c; &#x202e;a~&#x202c; &#x202e;national~~~&#x202c; &#x202e;number,~~~&#x202c; &#x202e;then~~&#x202c; &#x202e;Enter.~~&#x202c;</translation>
        </message>
        <message>
            <source>choose</source>
            <translation>&#x202e;choose~~&#x202c;</translation>
        </message>
        <message>
            <source>open</source>
            <translation>&#x202e;open~~&#x202c;</translation>
        </message>
        <message>
            <source>Esc</source>
            <translation>&#x202e;Esc~&#x202c;</translation>
        </message>
        <message>
            <source>clear</source>
            <translation>&#x202e;clear~~&#x202c;</translation>
        </message>
    </context>
    <context>
        <name>Pills</name>
        <message>
            <source>file of {at}</source>
            <translation>&#x202e;file~~&#x202c; &#x202e;of~&#x202c; {at}</translation>
        </message>
        <message>
            <source>copy {at}</source>
            <translation>&#x202e;copy~~&#x202c; {at}</translation>
        </message>
        <message>
            <source>no copy here</source>
            <translation>&#x202e;no~&#x202c; &#x202e;copy~~&#x202c; &#x202e;here~~&#x202c;</translation>
        </message>
        <message>
            <source>in part, {at}</source>
            <translation>&#x202e;in~&#x202c; &#x202e;part,~~&#x202c; {at}</translation>
        </message>
        <message>
            <source>stopped, {at} copy</source>
            <translation>&#x202e;stopped,~~~&#x202c; {at} &#x202e;copy~~&#x202c;</translation>
        </message>
        <message>
            <source>failed, no copy</source>
            <translation>&#x202e;failed,~~~&#x202c; &#x202e;no~&#x202c; &#x202e;copy~~&#x202c;</translation>
        </message>
        <message>
            <source>failed, {at} copy</source>
            <translation>&#x202e;failed,~~~&#x202c; {at} &#x202e;copy~~&#x202c;</translation>
        </message>
        <message>
            <source>sign in</source>
            <translation>&#x202e;sign~~&#x202c; &#x202e;in~&#x202c;</translation>
        </message>
        <message>
            <source>sign in, {at} copy</source>
            <translation>&#x202e;sign~~&#x202c; &#x202e;in,~&#x202c; {at} &#x202e;copy~~&#x202c;</translation>
        </message>
        <message>
            <source>not asked, {at} copy</source>
            <translation>&#x202e;not~&#x202c; &#x202e;asked,~~&#x202c; {at} &#x202e;copy~~&#x202c;</translation>
        </message>
        <message>
            <source>failed, {copy}</source>
            <translation>&#x202e;failed,~~~&#x202c; {copy}</translation>
        </message>
        <message>
            <source>in part, {copy}</source>
            <translation>&#x202e;in~&#x202c; &#x202e;part,~~&#x202c; {copy}</translation>
        </message>
        <message>
            <source>{seconds} s</source>
            <translation>{seconds} &#x202e;s~&#x202c;</translation>
        </message>
        <message>
            <source>late, {wait}</source>
            <translation>&#x202e;late,~~&#x202c; {wait}</translation>
        </message>
        <message>
            <source>{wait}, {so_far}</source>
            <translation>{wait}&#x202e;,~&#x202c; {so_far}</translation>
        </message>
        <message>
            <source>On screen: {copy}</source>
            <translation>&#x202e;On~&#x202c; &#x202e;screen:~~~&#x202c; {copy}</translation>
        </message>
        <message>
            <source>On screen: {at}</source>
            <translation>&#x202e;On~&#x202c; &#x202e;screen:~~~&#x202c; {at}</translation>
        </message>
        <message>
            <source>Not to be had from it: {kinds}</source>
            <translation>&#x202e;Not~&#x202c; &#x202e;to~&#x202c; &#x202e;be~&#x202c; &#x202e;had~&#x202c; &#x202e;from~~&#x202c; &#x202e;it:~&#x202c; {kinds}</translation>
        </message>
        <message>
            <source>Press to sign in there</source>
            <translation>&#x202e;Press~~&#x202c; &#x202e;to~&#x202c; &#x202e;sign~~&#x202c; &#x202e;in~&#x202c; &#x202e;there~~&#x202c;</translation>
        </message>
        <message>
            <source>Press to ask again</source>
            <translation>&#x202e;Press~~&#x202c; &#x202e;to~&#x202c; &#x202e;ask~&#x202c; &#x202e;again~~&#x202c;</translation>
        </message>
        <message>
            <source>Press to stop asking; what came is kept</source>
            <translation>&#x202e;Press~~&#x202c; &#x202e;to~&#x202c; &#x202e;stop~~&#x202c; &#x202e;asking;~~~&#x202c; &#x202e;what~~&#x202c; &#x202e;came~~&#x202c; &#x202e;is~&#x202c; &#x202e;kept~~&#x202c;</translation>
        </message>
    </context>
    <context>
        <name>PlaceLines</name>
        <message>
            <source>Version {version}</source>
            <translation>&#x202e;Version~~~&#x202c; {version}</translation>
        </message>
    </context>
    <context>
        <name>ProvenanceSection</name>
        <message>
            <source>Where it comes from</source>
            <translation>&#x202e;Where~~&#x202c; &#x202e;it~&#x202c; &#x202e;comes~~&#x202c; &#x202e;from~~&#x202c;</translation>
        </message>
        <message>
            <source>Resource as received</source>
            <translation>&#x202e;Resource~~~&#x202c; &#x202e;as~&#x202c; &#x202e;received~~~&#x202c;</translation>
        </message>
        <message>
            <source>Put away</source>
            <translation>&#x202e;Put~&#x202c; &#x202e;away~~&#x202c;</translation>
        </message>
        <message>
            <source>Resource</source>
            <translation>&#x202e;Resource~~~&#x202c;</translation>
        </message>
        <message>
            <source>Ctrl I</source>
            <translation>&#x202e;Ctrl~~&#x202c; &#x202e;I~&#x202c;</translation>
        </message>
        <message>
            <source>Open letter</source>
            <translation>&#x202e;Open~~&#x202c; &#x202e;letter~~&#x202c;</translation>
        </message>
        <message>
            <source>By {author}</source>
            <translation>&#x202e;By~&#x202c; {author}</translation>
        </message>
        <message>
            <source>Written {moment}</source>
            <translation>&#x202e;Written~~~&#x202c; {moment}</translation>
        </message>
        <message>
            <source>{written} there, {time} here</source>
            <translation>{written} &#x202e;there,~~&#x202c; {time} &#x202e;here~~&#x202c;</translation>
        </message>
        <message>
            <source>Fetched {moment}</source>
            <translation>&#x202e;Fetched~~~&#x202c; {moment}</translation>
        </message>
    </context>
    <context>
        <name>Record</name>
        <message>
            <source>Record</source>
            <translation>&#x202e;Record~~&#x202c;</translation>
        </message>
        <message>
            <source>surface</source>
            <translation>&#x202e;surface~~~&#x202c;</translation>
        </message>
        <message>
            <source>bottom</source>
            <translation>&#x202e;bottom~~&#x202c;</translation>
        </message>
        <message>
            <source>Timeline</source>
            <translation>&#x202e;Timeline~~~&#x202c;</translation>
        </message>
        <message>
            <source>label</source>
            <translation>&#x202e;label~~&#x202c;</translation>
        </message>
    </context>
    <context>
        <name>RecordNotices</name>
        <message>
            <source>Show contradictions</source>
            <translation>&#x202e;Show~~&#x202c; &#x202e;contradictions~~~~~&#x202c;</translation>
        </message>
        <message>
            <source>Compare</source>
            <translation>&#x202e;Compare~~~&#x202c;</translation>
        </message>
        <message>
            <source>Show them</source>
            <translation>&#x202e;Show~~&#x202c; &#x202e;them~~&#x202c;</translation>
        </message>
        <message>
            <source>Offline. Copies of {first} to {last}.</source>
            <translation>&#x202e;Offline.~~~&#x202c; &#x202e;Copies~~&#x202c; &#x202e;of~&#x202c; {first} &#x202e;to~&#x202c; {last}&#x202e;.~&#x202c;</translation>
        </message>
        <message>
            <source>Offline. Copy of {last}.</source>
            <translation>&#x202e;Offline.~~~&#x202c; &#x202e;Copy~~&#x202c; &#x202e;of~&#x202c; {last}&#x202e;.~&#x202c;</translation>
        </message>
        <message>
            <source>Offline.</source>
            <translation>&#x202e;Offline.~~~&#x202c;</translation>
        </message>
        <message>
            <source>Everything shown is the copy kept on this workstation.</source>
            <translation>&#x202e;Everything~~~~&#x202c; &#x202e;shown~~&#x202c; &#x202e;is~&#x202c; &#x202e;the~&#x202c; &#x202e;copy~~&#x202c; &#x202e;kept~~&#x202c; &#x202e;on~&#x202c; &#x202e;this~~&#x202c; &#x202e;workstation.~~~~&#x202c;</translation>
        </message>
        <message numerus="yes">
            <source>%n sources did not answer in full.</source>
            <translation>
                <numerusform>%n &#x202e;sources~~~&#x202c; &#x202e;did~&#x202c; &#x202e;not~&#x202c; &#x202e;answer~~&#x202c; &#x202e;in~&#x202c; &#x202e;full.~~&#x202c;</numerusform>
                <numerusform>%n &#x202e;sources~~~&#x202c; &#x202e;did~&#x202c; &#x202e;not~&#x202c; &#x202e;answer~~&#x202c; &#x202e;in~&#x202c; &#x202e;full.~~&#x202c;</numerusform>
                <numerusform>%n &#x202e;sources~~~&#x202c; &#x202e;did~&#x202c; &#x202e;not~&#x202c; &#x202e;answer~~&#x202c; &#x202e;in~&#x202c; &#x202e;full.~~&#x202c;</numerusform>
                <numerusform>%n &#x202e;sources~~~&#x202c; &#x202e;did~&#x202c; &#x202e;not~&#x202c; &#x202e;answer~~&#x202c; &#x202e;in~&#x202c; &#x202e;full.~~&#x202c;</numerusform>
                <numerusform>%n &#x202e;sources~~~&#x202c; &#x202e;did~&#x202c; &#x202e;not~&#x202c; &#x202e;answer~~&#x202c; &#x202e;in~&#x202c; &#x202e;full.~~&#x202c;</numerusform>
                <numerusform>%n &#x202e;sources~~~&#x202c; &#x202e;did~&#x202c; &#x202e;not~&#x202c; &#x202e;answer~~&#x202c; &#x202e;in~&#x202c; &#x202e;full.~~&#x202c;</numerusform>
            </translation>
        </message>
        <message>
            <source>What they sent before is shown with its date.</source>
            <translation>&#x202e;What~~&#x202c; &#x202e;they~~&#x202c; &#x202e;sent~~&#x202c; &#x202e;before~~&#x202c; &#x202e;is~&#x202c; &#x202e;shown~~&#x202c; &#x202e;with~~&#x202c; &#x202e;its~&#x202c; &#x202e;date.~~&#x202c;</translation>
        </message>
        <message>
            <source>Earlier entries are still being read.</source>
            <translation>&#x202e;Earlier~~~&#x202c; &#x202e;entries~~~&#x202c; &#x202e;are~&#x202c; &#x202e;still~~&#x202c; &#x202e;being~~&#x202c; &#x202e;read.~~&#x202c;</translation>
        </message>
        <message numerus="yes">
            <source>%n contradictions between sources.</source>
            <translation>
                <numerusform>%n &#x202e;contradictions~~~~~&#x202c; &#x202e;between~~~&#x202c; &#x202e;sources.~~~&#x202c;</numerusform>
                <numerusform>%n &#x202e;contradictions~~~~~&#x202c; &#x202e;between~~~&#x202c; &#x202e;sources.~~~&#x202c;</numerusform>
                <numerusform>%n &#x202e;contradictions~~~~~&#x202c; &#x202e;between~~~&#x202c; &#x202e;sources.~~~&#x202c;</numerusform>
                <numerusform>%n &#x202e;contradictions~~~~~&#x202c; &#x202e;between~~~&#x202c; &#x202e;sources.~~~&#x202c;</numerusform>
                <numerusform>%n &#x202e;contradictions~~~~~&#x202c; &#x202e;between~~~&#x202c; &#x202e;sources.~~~&#x202c;</numerusform>
                <numerusform>%n &#x202e;contradictions~~~~~&#x202c; &#x202e;between~~~&#x202c; &#x202e;sources.~~~&#x202c;</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n patients elsewhere may be the same person.</source>
            <translation>
                <numerusform>%n &#x202e;patients~~~&#x202c; &#x202e;elsewhere~~~&#x202c; &#x202e;may~&#x202c; &#x202e;be~&#x202c; &#x202e;the~&#x202c; &#x202e;same~~&#x202c; &#x202e;person.~~~&#x202c;</numerusform>
                <numerusform>%n &#x202e;patients~~~&#x202c; &#x202e;elsewhere~~~&#x202c; &#x202e;may~&#x202c; &#x202e;be~&#x202c; &#x202e;the~&#x202c; &#x202e;same~~&#x202c; &#x202e;person.~~~&#x202c;</numerusform>
                <numerusform>%n &#x202e;patients~~~&#x202c; &#x202e;elsewhere~~~&#x202c; &#x202e;may~&#x202c; &#x202e;be~&#x202c; &#x202e;the~&#x202c; &#x202e;same~~&#x202c; &#x202e;person.~~~&#x202c;</numerusform>
                <numerusform>%n &#x202e;patients~~~&#x202c; &#x202e;elsewhere~~~&#x202c; &#x202e;may~&#x202c; &#x202e;be~&#x202c; &#x202e;the~&#x202c; &#x202e;same~~&#x202c; &#x202e;person.~~~&#x202c;</numerusform>
                <numerusform>%n &#x202e;patients~~~&#x202c; &#x202e;elsewhere~~~&#x202c; &#x202e;may~&#x202c; &#x202e;be~&#x202c; &#x202e;the~&#x202c; &#x202e;same~~&#x202c; &#x202e;person.~~~&#x202c;</numerusform>
                <numerusform>%n &#x202e;patients~~~&#x202c; &#x202e;elsewhere~~~&#x202c; &#x202e;may~&#x202c; &#x202e;be~&#x202c; &#x202e;the~&#x202c; &#x202e;same~~&#x202c; &#x202e;person.~~~&#x202c;</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n resources could not be read.</source>
            <translation>
                <numerusform>%n &#x202e;resources~~~&#x202c; &#x202e;could~~&#x202c; &#x202e;not~&#x202c; &#x202e;be~&#x202c; &#x202e;read.~~&#x202c;</numerusform>
                <numerusform>%n &#x202e;resources~~~&#x202c; &#x202e;could~~&#x202c; &#x202e;not~&#x202c; &#x202e;be~&#x202c; &#x202e;read.~~&#x202c;</numerusform>
                <numerusform>%n &#x202e;resources~~~&#x202c; &#x202e;could~~&#x202c; &#x202e;not~&#x202c; &#x202e;be~&#x202c; &#x202e;read.~~&#x202c;</numerusform>
                <numerusform>%n &#x202e;resources~~~&#x202c; &#x202e;could~~&#x202c; &#x202e;not~&#x202c; &#x202e;be~&#x202c; &#x202e;read.~~&#x202c;</numerusform>
                <numerusform>%n &#x202e;resources~~~&#x202c; &#x202e;could~~&#x202c; &#x202e;not~&#x202c; &#x202e;be~&#x202c; &#x202e;read.~~&#x202c;</numerusform>
                <numerusform>%n &#x202e;resources~~~&#x202c; &#x202e;could~~&#x202c; &#x202e;not~&#x202c; &#x202e;be~&#x202c; &#x202e;read.~~&#x202c;</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>RecordView</name>
        <message>
            <source>Life</source>
            <translation>&#x202e;Life~~&#x202c;</translation>
        </message>
        <message>
            <source>10 y</source>
            <translation>&#x202e;10~&#x202c; &#x202e;y~&#x202c;</translation>
        </message>
        <message>
            <source>1 y</source>
            <translation>&#x202e;1~&#x202c; &#x202e;y~&#x202c;</translation>
        </message>
        <message>
            <source>Month</source>
            <translation>&#x202e;Month~~&#x202c;</translation>
        </message>
        <message>
            <source>Day</source>
            <translation>&#x202e;Day~&#x202c;</translation>
        </message>
        <message>
            <source>Hour</source>
            <translation>&#x202e;Hour~~&#x202c;</translation>
        </message>
        <message>
            <source>Zoom</source>
            <translation>&#x202e;Zoom~~&#x202c;</translation>
        </message>
        <message>
            <source>Earlier</source>
            <translation>&#x202e;Earlier~~~&#x202c;</translation>
        </message>
        <message>
            <source>Later</source>
            <translation>&#x202e;Later~~&#x202c;</translation>
        </message>
        <message>
            <source>Table</source>
            <translation>&#x202e;Table~~&#x202c;</translation>
        </message>
        <message>
            <source>Charts</source>
            <translation>&#x202e;Charts~~&#x202c;</translation>
        </message>
        <message>
            <source>Device charts (Alt+C)</source>
            <translation>&#x202e;Device~~&#x202c; &#x202e;charts~~&#x202c; &#x202e;(Alt+C)~~~&#x202c;</translation>
        </message>
        <message>
            <source>Find in the record (Ctrl+F)</source>
            <translation>&#x202e;Find~~&#x202c; &#x202e;in~&#x202c; &#x202e;the~&#x202c; &#x202e;record~~&#x202c; &#x202e;(Ctrl+F)~~~&#x202c;</translation>
        </message>
        <message>
            <source>Timeline as a table</source>
            <translation>&#x202e;Timeline~~~&#x202c; &#x202e;as~&#x202c; &#x202e;a~&#x202c; &#x202e;table~~&#x202c;</translation>
        </message>
    </context>
    <context>
        <name>Safety</name>
        <message>
            <source>{source} is still being asked</source>
            <translation>{source} &#x202e;is~&#x202c; &#x202e;still~~&#x202c; &#x202e;being~~&#x202c; &#x202e;asked~~&#x202c;</translation>
        </message>
        <message>
            <source>{source} answered in part</source>
            <translation>{source} &#x202e;answered~~~&#x202c; &#x202e;in~&#x202c; &#x202e;part~~&#x202c;</translation>
        </message>
        <message>
            <source>{source} failed</source>
            <translation>{source} &#x202e;failed~~&#x202c;</translation>
        </message>
        <message>
            <source>{source} was not asked</source>
            <translation>{source} &#x202e;was~&#x202c; &#x202e;not~&#x202c; &#x202e;asked~~&#x202c;</translation>
        </message>
        <message>
            <source>{said} ({copy})</source>
            <translation>{said} &#x202e;(~&#x202c;{copy}&#x202e;)~&#x202c;</translation>
        </message>
        <message>
            <source>{said} (copy of {at})</source>
            <translation>{said} &#x202e;(copy~~&#x202c; &#x202e;of~&#x202c; {at}&#x202e;)~&#x202c;</translation>
        </message>
        <message>
            <source>{source} has no copy here</source>
            <translation>{source} &#x202e;has~&#x202c; &#x202e;no~&#x202c; &#x202e;copy~~&#x202c; &#x202e;here~~&#x202c;</translation>
        </message>
        <message>
            <source>{source} {copy}</source>
            <translation>{source} {copy}</translation>
        </message>
        <message>
            <source>{source} of {at}</source>
            <translation>{source} &#x202e;of~&#x202c; {at}</translation>
        </message>
        <message>
            <source>Sources differ on the dose</source>
            <translation>&#x202e;Sources~~~&#x202c; &#x202e;differ~~&#x202c; &#x202e;on~&#x202c; &#x202e;the~&#x202c; &#x202e;dose~~&#x202c;</translation>
        </message>
        <message>
            <source>no date</source>
            <translation>&#x202e;no~&#x202c; &#x202e;date~~&#x202c;</translation>
        </message>
        <message>
            <source>date not given</source>
            <translation>&#x202e;date~~&#x202c; &#x202e;not~&#x202c; &#x202e;given~~&#x202c;</translation>
        </message>
        <message>
            <source>author not given</source>
            <translation>&#x202e;author~~&#x202c; &#x202e;not~&#x202c; &#x202e;given~~&#x202c;</translation>
        </message>
    </context>
    <context>
        <name>SignIn</name>
        <message>
            <source>Sign in</source>
            <translation>&#x202e;Sign~~&#x202c; &#x202e;in~&#x202c;</translation>
        </message>
        <message>
            <source>Serums Desktop</source>
            <translation>&#x202e;Serums~~&#x202c; &#x202e;Desktop~~~&#x202c;</translation>
        </message>
        <message>
            <source>title</source>
            <translation>&#x202e;title~~&#x202c;</translation>
        </message>
        <message>
            <source>page</source>
            <translation>&#x202e;page~~&#x202c;</translation>
        </message>
        <message>
            <source>display</source>
            <translation>&#x202e;display~~~&#x202c;</translation>
        </message>
        <message>
            <source>secondary</source>
            <translation>&#x202e;secondary~~~&#x202c;</translation>
        </message>
        <message>
            <source>PIN</source>
            <translation>&#x202e;PIN~&#x202c;</translation>
        </message>
        <message>
            <source>label</source>
            <translation>&#x202e;label~~&#x202c;</translation>
        </message>
        <message>
            <source>The card checks it. Serums keeps none of it.</source>
            <translation>&#x202e;The~&#x202c; &#x202e;card~~&#x202c; &#x202e;checks~~&#x202c; &#x202e;it.~&#x202c; &#x202e;Serums~~&#x202c; &#x202e;keeps~~&#x202c; &#x202e;none~~&#x202c; &#x202e;of~&#x202c; &#x202e;it.~&#x202c;</translation>
        </message>
        <message>
            <source>caption</source>
            <translation>&#x202e;caption~~~&#x202c;</translation>
        </message>
        <message>
            <source>tertiary</source>
            <translation>&#x202e;tertiary~~~&#x202c;</translation>
        </message>
        <message>
            <source>inset</source>
            <translation>&#x202e;inset~~&#x202c;</translation>
        </message>
        <message>
            <source>Sources are told your name and purpose with everything you open, and may record it.</source>
            <translation>&#x202e;Sources~~~&#x202c; &#x202e;are~&#x202c; &#x202e;told~~&#x202c; &#x202e;your~~&#x202c; &#x202e;name~~&#x202c; &#x202e;and~&#x202c; &#x202e;purpose~~~&#x202c; &#x202e;with~~&#x202c; &#x202e;everything~~~~&#x202c; &#x202e;you~&#x202c; &#x202e;open,~~&#x202c; &#x202e;and~&#x202c; &#x202e;may~&#x202c; &#x202e;record~~&#x202c; &#x202e;it.~&#x202c;</translation>
        </message>
        <message>
            <source>aside</source>
            <translation>&#x202e;aside~~&#x202c;</translation>
        </message>
        <message>
            <source>This workstation</source>
            <translation>&#x202e;This~~&#x202c; &#x202e;workstation~~~~&#x202c;</translation>
        </message>
    </context>
    <context>
        <name>SignInView</name>
        <message>
            <source>Theme</source>
            <translation>&#x202e;Theme~~&#x202c;</translation>
        </message>
        <message>
            <source>PIN of the card</source>
            <translation>&#x202e;PIN~&#x202c; &#x202e;of~&#x202c; &#x202e;the~&#x202c; &#x202e;card~~&#x202c;</translation>
        </message>
        <message>
            <source>Sign in</source>
            <translation>&#x202e;Sign~~&#x202c; &#x202e;in~&#x202c;</translation>
        </message>
        <message>
            <source>Enter</source>
            <translation>&#x202e;Enter~~&#x202c;</translation>
        </message>
        <message>
            <source>Look for a card again</source>
            <translation>&#x202e;Look~~&#x202c; &#x202e;for~&#x202c; &#x202e;a~&#x202c; &#x202e;card~~&#x202c; &#x202e;again~~&#x202c;</translation>
        </message>
        <message>
            <source>Card and PIN</source>
            <translation>&#x202e;Card~~&#x202c; &#x202e;and~&#x202c; &#x202e;PIN~&#x202c;</translation>
        </message>
        <message>
            <source>Passphrase and system keyring</source>
            <translation>&#x202e;Passphrase~~~~&#x202c; &#x202e;and~&#x202c; &#x202e;system~~&#x202c; &#x202e;keyring~~~&#x202c;</translation>
        </message>
        <message>
            <source>How to sign in</source>
            <translation>&#x202e;How~&#x202c; &#x202e;to~&#x202c; &#x202e;sign~~&#x202c; &#x202e;in~&#x202c;</translation>
        </message>
        <message>
            <source>valid to {day}</source>
            <translation>&#x202e;valid~~&#x202c; &#x202e;to~&#x202c; {day}</translation>
        </message>
        <message>
            <source>On the reader's own keys</source>
            <translation>&#x202e;On~&#x202c; &#x202e;the~&#x202c; &#x202e;reader's~~~&#x202c; &#x202e;own~&#x202c; &#x202e;keys~~&#x202c;</translation>
        </message>
        <message>
            <source>Checking the card</source>
            <translation>&#x202e;Checking~~~&#x202c; &#x202e;the~&#x202c; &#x202e;card~~&#x202c;</translation>
        </message>
        <message>
            <source>Welcome</source>
            <translation>&#x202e;Welcome~~~&#x202c;</translation>
        </message>
        <message>
            <source>Good morning, {holder}</source>
            <translation>&#x202e;Good~~&#x202c; &#x202e;morning,~~~&#x202c; {holder}</translation>
        </message>
        <message>
            <source>Good afternoon, {holder}</source>
            <translation>&#x202e;Good~~&#x202c; &#x202e;afternoon,~~~~&#x202c; {holder}</translation>
        </message>
        <message>
            <source>Good evening, {holder}</source>
            <translation>&#x202e;Good~~&#x202c; &#x202e;evening,~~~&#x202c; {holder}</translation>
        </message>
        <message>
            <source>Card found. Press Sign in, then enter its PIN on the reader.</source>
            <translation>&#x202e;Card~~&#x202c; &#x202e;found.~~&#x202c; &#x202e;Press~~&#x202c; &#x202e;Sign~~&#x202c; &#x202e;in,~&#x202c; &#x202e;then~~&#x202c; &#x202e;enter~~&#x202c; &#x202e;its~&#x202c; &#x202e;PIN~&#x202c; &#x202e;on~&#x202c; &#x202e;the~&#x202c; &#x202e;reader.~~~&#x202c;</translation>
        </message>
        <message>
            <source>Enter the PIN on the reader's own keys. Leave the card in.</source>
            <translation>&#x202e;Enter~~&#x202c; &#x202e;the~&#x202c; &#x202e;PIN~&#x202c; &#x202e;on~&#x202c; &#x202e;the~&#x202c; &#x202e;reader's~~~&#x202c; &#x202e;own~&#x202c; &#x202e;keys.~~&#x202c; &#x202e;Leave~~&#x202c; &#x202e;the~&#x202c; &#x202e;card~~&#x202c; &#x202e;in.~&#x202c;</translation>
        </message>
        <message>
            <source>There is no card here that can be used.</source>
            <translation>&#x202e;There~~&#x202c; &#x202e;is~&#x202c; &#x202e;no~&#x202c; &#x202e;card~~&#x202c; &#x202e;here~~&#x202c; &#x202e;that~~&#x202c; &#x202e;can~&#x202c; &#x202e;be~&#x202c; &#x202e;used.~~&#x202c;</translation>
        </message>
        <message>
            <source>Put your card into the reader.</source>
            <translation>&#x202e;Put~&#x202c; &#x202e;your~~&#x202c; &#x202e;card~~&#x202c; &#x202e;into~~&#x202c; &#x202e;the~&#x202c; &#x202e;reader.~~~&#x202c;</translation>
        </message>
        <message>
            <source>Card found. Enter its PIN to open Serums.</source>
            <translation>&#x202e;Card~~&#x202c; &#x202e;found.~~&#x202c; &#x202e;Enter~~&#x202c; &#x202e;its~&#x202c; &#x202e;PIN~&#x202c; &#x202e;to~&#x202c; &#x202e;open~~&#x202c; &#x202e;Serums.~~~&#x202c;</translation>
        </message>
        <message>
            <source>The card is checking the PIN. Leave it in the reader.</source>
            <translation>&#x202e;The~&#x202c; &#x202e;card~~&#x202c; &#x202e;is~&#x202c; &#x202e;checking~~~&#x202c; &#x202e;the~&#x202c; &#x202e;PIN.~~&#x202c; &#x202e;Leave~~&#x202c; &#x202e;it~&#x202c; &#x202e;in~&#x202c; &#x202e;the~&#x202c; &#x202e;reader.~~~&#x202c;</translation>
        </message>
        <message>
            <source>This card takes no PIN any more. A colleague's card opens Serums here.</source>
            <translation>&#x202e;This~~&#x202c; &#x202e;card~~&#x202c; &#x202e;takes~~&#x202c; &#x202e;no~&#x202c; &#x202e;PIN~&#x202c; &#x202e;any~&#x202c; &#x202e;more.~~&#x202c; &#x202e;A~&#x202c; &#x202e;colleague's~~~~&#x202c; &#x202e;card~~&#x202c; &#x202e;opens~~&#x202c; &#x202e;Serums~~&#x202c; &#x202e;here.~~&#x202c;</translation>
        </message>
        <message numerus="yes">
            <source>%n tries left</source>
            <translation>
                <numerusform>%n &#x202e;tries~~&#x202c; &#x202e;left~~&#x202c;</numerusform>
                <numerusform>%n &#x202e;tries~~&#x202c; &#x202e;left~~&#x202c;</numerusform>
                <numerusform>%n &#x202e;tries~~&#x202c; &#x202e;left~~&#x202c;</numerusform>
                <numerusform>%n &#x202e;tries~~&#x202c; &#x202e;left~~&#x202c;</numerusform>
                <numerusform>%n &#x202e;tries~~&#x202c; &#x202e;left~~&#x202c;</numerusform>
                <numerusform>%n &#x202e;tries~~&#x202c; &#x202e;left~~&#x202c;</numerusform>
            </translation>
        </message>
        <message>
            <source>Online</source>
            <translation>&#x202e;Online~~&#x202c;</translation>
        </message>
        <message>
            <source>Offline</source>
            <translation>&#x202e;Offline~~~&#x202c;</translation>
        </message>
    </context>
    <context>
        <name>SourceSignIn</name>
        <message>
            <source>Sign in to a source</source>
            <translation>&#x202e;Sign~~&#x202c; &#x202e;in~&#x202c; &#x202e;to~&#x202c; &#x202e;a~&#x202c; &#x202e;source~~&#x202c;</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>&#x202e;Cancel~~&#x202c;</translation>
        </message>
    </context>
    <context>
        <name>SourceSignInDialog</name>
        <message>
            <source>It does not know your card. What you type is used for this session and not kept.</source>
            <translation>&#x202e;It~&#x202c; &#x202e;does~~&#x202c; &#x202e;not~&#x202c; &#x202e;know~~&#x202c; &#x202e;your~~&#x202c; &#x202e;card.~~&#x202c; &#x202e;What~~&#x202c; &#x202e;you~&#x202c; &#x202e;type~~&#x202c; &#x202e;is~&#x202c; &#x202e;used~~&#x202c; &#x202e;for~&#x202c; &#x202e;this~~&#x202c; &#x202e;session~~~&#x202c; &#x202e;and~&#x202c; &#x202e;not~&#x202c; &#x202e;kept.~~&#x202c;</translation>
        </message>
        <message>
            <source>User name</source>
            <translation>&#x202e;User~~&#x202c; &#x202e;name~~&#x202c;</translation>
        </message>
        <message>
            <source>Password</source>
            <translation>&#x202e;Password~~~&#x202c;</translation>
        </message>
        <message>
            <source>Sign in</source>
            <translation>&#x202e;Sign~~&#x202c; &#x202e;in~&#x202c;</translation>
        </message>
    </context>
    <context>
        <name>SourceSignInScreen</name>
        <message>
            <source>{source} did not accept this name and password.</source>
            <translation>{source} &#x202e;did~&#x202c; &#x202e;not~&#x202c; &#x202e;accept~~&#x202c; &#x202e;this~~&#x202c; &#x202e;name~~&#x202c; &#x202e;and~&#x202c; &#x202e;password.~~~&#x202c;</translation>
        </message>
    </context>
    <context>
        <name>Sources</name>
        <message>
            <source>Sources of this record</source>
            <translation>&#x202e;Sources~~~&#x202c; &#x202e;of~&#x202c; &#x202e;this~~&#x202c; &#x202e;record~~&#x202c;</translation>
        </message>
        <message>
            <source>Close</source>
            <translation>&#x202e;Close~~&#x202c;</translation>
        </message>
        <message>
            <source>as of {at}</source>
            <translation>&#x202e;as~&#x202c; &#x202e;of~&#x202c; {at}</translation>
        </message>
        <message>
            <source>Not to be had from it: {kinds}.</source>
            <translation>&#x202e;Not~&#x202c; &#x202e;to~&#x202c; &#x202e;be~&#x202c; &#x202e;had~&#x202c; &#x202e;from~~&#x202c; &#x202e;it:~&#x202c; {kinds}&#x202e;.~&#x202c;</translation>
        </message>
        <message>
            <source>born {day}</source>
            <translation>&#x202e;born~~&#x202c; {day}</translation>
        </message>
        <message>
            <source>no longer kept up there</source>
            <translation>&#x202e;no~&#x202c; &#x202e;longer~~&#x202c; &#x202e;kept~~&#x202c; &#x202e;up~&#x202c; &#x202e;there~~&#x202c;</translation>
        </message>
        <message>
            <source>Known there as {facts}</source>
            <translation>&#x202e;Known~~&#x202c; &#x202e;there~~&#x202c; &#x202e;as~&#x202c; {facts}</translation>
        </message>
        <message>
            <source>Linked by the rule: same number, agreeing birth date, sex and surname.</source>
            <translation>&#x202e;Linked~~&#x202c; &#x202e;by~&#x202c; &#x202e;the~&#x202c; &#x202e;rule:~~&#x202c; &#x202e;same~~&#x202c; &#x202e;number,~~~&#x202c; &#x202e;agreeing~~~&#x202c; &#x202e;birth~~&#x202c; &#x202e;date,~~&#x202c; &#x202e;sex~&#x202c; &#x202e;and~&#x202c; &#x202e;surname.~~~&#x202c;</translation>
        </message>
        <message>
            <source>Linked by {staff} on {at}.</source>
            <translation>&#x202e;Linked~~&#x202c; &#x202e;by~&#x202c; {staff} &#x202e;on~&#x202c; {at}&#x202e;.~&#x202c;</translation>
        </message>
    </context>
    <context>
        <name>SourcesDialog</name>
        <message>
            <source>The same person elsewhere?</source>
            <translation>&#x202e;The~&#x202c; &#x202e;same~~&#x202c; &#x202e;person~~&#x202c; &#x202e;elsewhere?~~~~&#x202c;</translation>
        </message>
        <message>
            <source>Name, birth date or number</source>
            <translation>&#x202e;Name,~~&#x202c; &#x202e;birth~~&#x202c; &#x202e;date~~&#x202c; &#x202e;or~&#x202c; &#x202e;number~~&#x202c;</translation>
        </message>
        <message>
            <source>Ask the sources</source>
            <translation>&#x202e;Ask~&#x202c; &#x202e;the~&#x202c; &#x202e;sources~~~&#x202c;</translation>
        </message>
        <message>
            <source>Sources link by themselves only on the same number with agreeing birth date, sex and name.</source>
            <translation>&#x202e;Sources~~~&#x202c; &#x202e;link~~&#x202c; &#x202e;by~&#x202c; &#x202e;themselves~~~~&#x202c; &#x202e;only~~&#x202c; &#x202e;on~&#x202c; &#x202e;the~&#x202c; &#x202e;same~~&#x202c; &#x202e;number~~&#x202c; &#x202e;with~~&#x202c; &#x202e;agreeing~~~&#x202c; &#x202e;birth~~&#x202c; &#x202e;date,~~&#x202c; &#x202e;sex~&#x202c; &#x202e;and~&#x202c; &#x202e;name.~~&#x202c;</translation>
        </message>
        <message>
            <source>The sources are being asked.</source>
            <translation>&#x202e;The~&#x202c; &#x202e;sources~~~&#x202c; &#x202e;are~&#x202c; &#x202e;being~~&#x202c; &#x202e;asked.~~&#x202c;</translation>
        </message>
        <message>
            <source>Nobody else who may be this person was named by the sources that answered.</source>
            <translation>&#x202e;Nobody~~&#x202c; &#x202e;else~~&#x202c; &#x202e;who~&#x202c; &#x202e;may~&#x202c; &#x202e;be~&#x202c; &#x202e;this~~&#x202c; &#x202e;person~~&#x202c; &#x202e;was~&#x202c; &#x202e;named~~&#x202c; &#x202e;by~&#x202c; &#x202e;the~&#x202c; &#x202e;sources~~~&#x202c; &#x202e;that~~&#x202c; &#x202e;answered.~~~&#x202c;</translation>
        </message>
        <message>
            <source>Remove the file</source>
            <translation>&#x202e;Remove~~&#x202c; &#x202e;the~&#x202c; &#x202e;file~~&#x202c;</translation>
        </message>
        <message>
            <source>Not this person</source>
            <translation>&#x202e;Not~&#x202c; &#x202e;this~~&#x202c; &#x202e;person~~&#x202c;</translation>
        </message>
        <message>
            <source>Nobody there is linked to this record.</source>
            <translation>&#x202e;Nobody~~&#x202c; &#x202e;there~~&#x202c; &#x202e;is~&#x202c; &#x202e;linked~~&#x202c; &#x202e;to~&#x202c; &#x202e;this~~&#x202c; &#x202e;record.~~~&#x202c;</translation>
        </message>
        <message>
            <source>Link to this record</source>
            <translation>&#x202e;Link~~&#x202c; &#x202e;to~&#x202c; &#x202e;this~~&#x202c; &#x202e;record~~&#x202c;</translation>
        </message>
    </context>
    <context>
        <name>SourcesScreen</name>
        <message>
            <source>this record</source>
            <translation>&#x202e;this~~&#x202c; &#x202e;record~~&#x202c;</translation>
        </message>
    </context>
    <context>
        <name>StaffCard</name>
        <message>
            <source>No card</source>
            <translation>&#x202e;No~&#x202c; &#x202e;card~~&#x202c;</translation>
        </message>
        <message>
            <source>Staff card</source>
            <translation>&#x202e;Staff~~&#x202c; &#x202e;card~~&#x202c;</translation>
        </message>
    </context>
    <context>
        <name>StaffList</name>
        <message>
            <source>Your name</source>
            <translation>&#x202e;Your~~&#x202c; &#x202e;name~~&#x202c;</translation>
        </message>
    </context>
    <context>
        <name>StageStep</name>
        <message>
            <source>Recorded as entry {n}</source>
            <translation>&#x202e;Recorded~~~&#x202c; &#x202e;as~&#x202c; &#x202e;entry~~&#x202c; {n}</translation>
        </message>
        <message>
            <source>recording…</source>
            <translation>&#x202e;recording…~~~~&#x202c;</translation>
        </message>
        <message>
            <source>part of it</source>
            <translation>&#x202e;part~~&#x202c; &#x202e;of~&#x202c; &#x202e;it~&#x202c;</translation>
        </message>
        <message>
            <source>since {time}</source>
            <translation>&#x202e;since~~&#x202c; {time}</translation>
        </message>
    </context>
    <context>
        <name>StatusBar</name>
        <message>
            <source>Emergency access</source>
            <translation>&#x202e;Emergency~~~&#x202c; &#x202e;access~~&#x202c;</translation>
        </message>
        <message>
            <source>Ctrl E</source>
            <translation>&#x202e;Ctrl~~&#x202c; &#x202e;E~&#x202c;</translation>
        </message>
        <message>
            <source>Leave this workstation</source>
            <translation>&#x202e;Leave~~&#x202c; &#x202e;this~~&#x202c; &#x202e;workstation~~~~&#x202c;</translation>
        </message>
        <message>
            <source>Remove your passphrase, and copies that only it opens, from here</source>
            <translation>&#x202e;Remove~~&#x202c; &#x202e;your~~&#x202c; &#x202e;passphrase,~~~~&#x202c; &#x202e;and~&#x202c; &#x202e;copies~~&#x202c; &#x202e;that~~&#x202c; &#x202e;only~~&#x202c; &#x202e;it~&#x202c; &#x202e;opens,~~&#x202c; &#x202e;from~~&#x202c; &#x202e;here~~&#x202c;</translation>
        </message>
    </context>
    <context>
        <name>Summary</name>
        <message>
            <source>Allergies and intolerances</source>
            <translation>&#x202e;Allergies~~~&#x202c; &#x202e;and~&#x202c; &#x202e;intolerances~~~~&#x202c;</translation>
        </message>
        <message>
            <source>Alerts</source>
            <translation>&#x202e;Alerts~~&#x202c;</translation>
        </message>
        <message>
            <source>Current medicines</source>
            <translation>&#x202e;Current~~~&#x202c; &#x202e;medicines~~~&#x202c;</translation>
        </message>
        <message>
            <source>Problems</source>
            <translation>&#x202e;Problems~~~&#x202c;</translation>
        </message>
        <message>
            <source>Implants and devices</source>
            <translation>&#x202e;Implants~~~&#x202c; &#x202e;and~&#x202c; &#x202e;devices~~~&#x202c;</translation>
        </message>
        <message>
            <source>Latest results</source>
            <translation>&#x202e;Latest~~&#x202c; &#x202e;results~~~&#x202c;</translation>
        </message>
        <message>
            <source>Advance care</source>
            <translation>&#x202e;Advance~~~&#x202c; &#x202e;care~~&#x202c;</translation>
        </message>
        <message>
            <source>Vaccinations</source>
            <translation>&#x202e;Vaccinations~~~~&#x202c;</translation>
        </message>
        <message>
            <source>{source}, dose differs</source>
            <translation>{source}&#x202e;,~&#x202c; &#x202e;dose~~&#x202c; &#x202e;differs~~~&#x202c;</translation>
        </message>
        <message>
            <source>no date</source>
            <translation>&#x202e;no~&#x202c; &#x202e;date~~&#x202c;</translation>
        </message>
    </context>
    <context>
        <name>SummaryPane</name>
        <message>
            <source>Safety summary</source>
            <translation>&#x202e;Safety~~&#x202c; &#x202e;summary~~~&#x202c;</translation>
        </message>
    </context>
    <context>
        <name>Timeline</name>
        <message>
            <source>Latest</source>
            <translation>&#x202e;Latest~~&#x202c;</translation>
        </message>
        <message>
            <source>Now</source>
            <translation>&#x202e;Now~&#x202c;</translation>
        </message>
        <message>
            <source>The sources differ.</source>
            <translation>&#x202e;The~&#x202c; &#x202e;sources~~~&#x202c; &#x202e;differ.~~~&#x202c;</translation>
        </message>
        <message>
            <source>Whole life</source>
            <translation>&#x202e;Whole~~&#x202c; &#x202e;life~~&#x202c;</translation>
        </message>
        <message>
            <source>In view</source>
            <translation>&#x202e;In~&#x202c; &#x202e;view~~&#x202c;</translation>
        </message>
        <message>
            <source>being read</source>
            <translation>&#x202e;being~~&#x202c; &#x202e;read~~&#x202c;</translation>
        </message>
        <message>
            <source>Date</source>
            <translation>&#x202e;Date~~&#x202c;</translation>
        </message>
        <message>
            <source>Lane</source>
            <translation>&#x202e;Lane~~&#x202c;</translation>
        </message>
        <message>
            <source>Title</source>
            <translation>&#x202e;Title~~&#x202c;</translation>
        </message>
        <message>
            <source>Value</source>
            <translation>&#x202e;Value~~&#x202c;</translation>
        </message>
        <message>
            <source>Source</source>
            <translation>&#x202e;Source~~&#x202c;</translation>
        </message>
        <message>
            <source>Timeline</source>
            <translation>&#x202e;Timeline~~~&#x202c;</translation>
        </message>
        <message>
            <source>Encounters</source>
            <translation>&#x202e;Encounters~~~~&#x202c;</translation>
        </message>
        <message>
            <source>Problems</source>
            <translation>&#x202e;Problems~~~&#x202c;</translation>
        </message>
        <message>
            <source>Medicines</source>
            <translation>&#x202e;Medicines~~~&#x202c;</translation>
        </message>
        <message>
            <source>Labs</source>
            <translation>&#x202e;Labs~~&#x202c;</translation>
        </message>
        <message>
            <source>Vitals</source>
            <translation>&#x202e;Vitals~~&#x202c;</translation>
        </message>
        <message>
            <source>Procedures</source>
            <translation>&#x202e;Procedures~~~~&#x202c;</translation>
        </message>
        <message>
            <source>Documents</source>
            <translation>&#x202e;Documents~~~&#x202c;</translation>
        </message>
        <message>
            <source>Imaging</source>
            <translation>&#x202e;Imaging~~~&#x202c;</translation>
        </message>
        <message>
            <source>Nothing recorded by the %n sources that answered.</source>
            <translation>&#x202e;Nothing~~~&#x202c; &#x202e;recorded~~~&#x202c; &#x202e;by~&#x202c; &#x202e;the~&#x202c; %n &#x202e;sources~~~&#x202c; &#x202e;that~~&#x202c; &#x202e;answered.~~~&#x202c;</translation>
        </message>
        <message>
            <source>%n without a date</source>
            <translation>%n &#x202e;without~~~&#x202c; &#x202e;a~&#x202c; &#x202e;date~~&#x202c;</translation>
        </message>
        <message>
            <source>%n more current, no change</source>
            <translation>%n &#x202e;more~~&#x202c; &#x202e;current,~~~&#x202c; &#x202e;no~&#x202c; &#x202e;change~~&#x202c;</translation>
        </message>
        <message>
            <source>%n more</source>
            <translation>%n &#x202e;more~~&#x202c;</translation>
        </message>
        <message>
            <source>Show fewer</source>
            <translation>&#x202e;Show~~&#x202c; &#x202e;fewer~~&#x202c;</translation>
        </message>
        <message>
            <source>%n more in the table</source>
            <translation>%n &#x202e;more~~&#x202c; &#x202e;in~&#x202c; &#x202e;the~&#x202c; &#x202e;table~~&#x202c;</translation>
        </message>
        <message>
            <source>About %n entries. Zoom in to see each.</source>
            <translation>&#x202e;About~~&#x202c; %n &#x202e;entries.~~~&#x202c; &#x202e;Zoom~~&#x202c; &#x202e;in~&#x202c; &#x202e;to~&#x202c; &#x202e;see~&#x202c; &#x202e;each.~~&#x202c;</translation>
        </message>
        <message>
            <source>About %n entries begin here. Zoom in to see each.</source>
            <translation>&#x202e;About~~&#x202c; %n &#x202e;entries~~~&#x202c; &#x202e;begin~~&#x202c; &#x202e;here.~~&#x202c; &#x202e;Zoom~~&#x202c; &#x202e;in~&#x202c; &#x202e;to~&#x202c; &#x202e;see~&#x202c; &#x202e;each.~~&#x202c;</translation>
        </message>
        <message>
            <source>%n entries</source>
            <translation>%n &#x202e;entries~~~&#x202c;</translation>
        </message>
        <message>
            <source>%n of them marked</source>
            <translation>%n &#x202e;of~&#x202c; &#x202e;them~~&#x202c; &#x202e;marked~~&#x202c;</translation>
        </message>
        <message>
            <source>not done: {}</source>
            <translation>&#x202e;not~&#x202c; &#x202e;done:~~&#x202c; {}</translation>
        </message>
        <message>
            <source>not present: {}</source>
            <translation>&#x202e;not~&#x202c; &#x202e;present:~~~&#x202c; {}</translation>
        </message>
        <message>
            <source>{}, %n nights</source>
            <translation>{}&#x202e;,~&#x202c; %n &#x202e;nights~~&#x202c;</translation>
        </message>
        <message>
            <source>since {}</source>
            <translation>&#x202e;since~~&#x202c; {}</translation>
        </message>
        <message>
            <source>until {}</source>
            <translation>&#x202e;until~~&#x202c; {}</translation>
        </message>
        <message>
            <source>stopped {}</source>
            <translation>&#x202e;stopped~~~&#x202c; {}</translation>
        </message>
        <message>
            <source>%n active</source>
            <translation>%n &#x202e;active~~&#x202c;</translation>
        </message>
        <message>
            <source>%n current</source>
            <translation>%n &#x202e;current~~~&#x202c;</translation>
        </message>
        <message>
            <source>changed {}</source>
            <translation>&#x202e;changed~~~&#x202c; {}</translation>
        </message>
        <message>
            <source>today</source>
            <translation>&#x202e;today~~&#x202c;</translation>
        </message>
        <message>
            <source>low</source>
            <translation>&#x202e;low~&#x202c;</translation>
        </message>
        <message>
            <source>high</source>
            <translation>&#x202e;high~~&#x202c;</translation>
        </message>
        <message>
            <source>critically low</source>
            <translation>&#x202e;critically~~~~&#x202c; &#x202e;low~&#x202c;</translation>
        </message>
        <message>
            <source>critically high</source>
            <translation>&#x202e;critically~~~~&#x202c; &#x202e;high~~&#x202c;</translation>
        </message>
        <message>
            <source>abnormal</source>
            <translation>&#x202e;abnormal~~~&#x202c;</translation>
        </message>
        <message>
            <source>{} (converted: {})</source>
            <translation>{} &#x202e;(converted:~~~~&#x202c; {}&#x202e;)~&#x202c;</translation>
        </message>
        <message>
            <source>Drawn in {}. Open marks are converted from {}.</source>
            <translation>&#x202e;Drawn~~&#x202c; &#x202e;in~&#x202c; {}&#x202e;.~&#x202c; &#x202e;Open~~&#x202c; &#x202e;marks~~&#x202c; &#x202e;are~&#x202c; &#x202e;converted~~~&#x202c; &#x202e;from~~&#x202c; {}&#x202e;.~&#x202c;</translation>
        </message>
        <message>
            <source>no date given</source>
            <translation>&#x202e;no~&#x202c; &#x202e;date~~&#x202c; &#x202e;given~~&#x202c;</translation>
        </message>
    </context>
    <context>
        <name>TrainingRibbon</name>
        <message>
            <source>Training</source>
            <translation>&#x202e;Training~~~&#x202c;</translation>
        </message>
        <message>
            <source>Invented patients only. Nothing here reaches a real record or the real log.</source>
            <translation>&#x202e;Invented~~~&#x202c; &#x202e;patients~~~&#x202c; &#x202e;only.~~&#x202c; &#x202e;Nothing~~~&#x202c; &#x202e;here~~&#x202c; &#x202e;reaches~~~&#x202c; &#x202e;a~&#x202c; &#x202e;real~~&#x202c; &#x202e;record~~&#x202c; &#x202e;or~&#x202c; &#x202e;the~&#x202c; &#x202e;real~~&#x202c; &#x202e;log.~~&#x202c;</translation>
        </message>
    </context>
    <context>
        <name>UnderstoodLine</name>
        <message>
            <source>Understood as</source>
            <translation>&#x202e;Understood~~~~&#x202c; &#x202e;as~&#x202c;</translation>
        </message>
        <message>
            <source>born {day}</source>
            <translation>&#x202e;born~~&#x202c; {day}</translation>
        </message>
        <message>
            <source>A birth date alone would list strangers: add a name or a number.</source>
            <translation>&#x202e;A~&#x202c; &#x202e;birth~~&#x202c; &#x202e;date~~&#x202c; &#x202e;alone~~&#x202c; &#x202e;would~~&#x202c; &#x202e;list~~&#x202c; &#x202e;strangers:~~~~&#x202c; &#x202e;add~&#x202c; &#x202e;a~&#x202c; &#x202e;name~~&#x202c; &#x202e;or~&#x202c; &#x202e;a~&#x202c; &#x202e;number.~~~&#x202c;</translation>
        </message>
    </context>
    <context>
        <name>WardList</name>
        <message numerus="yes">
            <source>%n patients</source>
            <translation>
                <numerusform>%n &#x202e;patients~~~&#x202c;</numerusform>
                <numerusform>%n &#x202e;patients~~~&#x202c;</numerusform>
                <numerusform>%n &#x202e;patients~~~&#x202c;</numerusform>
                <numerusform>%n &#x202e;patients~~~&#x202c;</numerusform>
                <numerusform>%n &#x202e;patients~~~&#x202c;</numerusform>
                <numerusform>%n &#x202e;patients~~~&#x202c;</numerusform>
            </translation>
        </message>
        <message>
            <source>{count}, {at}</source>
            <translation>{count}&#x202e;,~&#x202c; {at}</translation>
        </message>
        <message>
            <source>Offline. The ward cannot be asked for.</source>
            <translation>&#x202e;Offline.~~~&#x202c; &#x202e;The~&#x202c; &#x202e;ward~~&#x202c; &#x202e;cannot~~&#x202c; &#x202e;be~&#x202c; &#x202e;asked~~&#x202c; &#x202e;for.~~&#x202c;</translation>
        </message>
        <message>
            <source>The ward could not be asked for.</source>
            <translation>&#x202e;The~&#x202c; &#x202e;ward~~&#x202c; &#x202e;could~~&#x202c; &#x202e;not~&#x202c; &#x202e;be~&#x202c; &#x202e;asked~~&#x202c; &#x202e;for.~~&#x202c;</translation>
        </message>
        <message>
            <source>This is the list of {at}.</source>
            <translation>&#x202e;This~~&#x202c; &#x202e;is~&#x202c; &#x202e;the~&#x202c; &#x202e;list~~&#x202c; &#x202e;of~&#x202c; {at}&#x202e;.~&#x202c;</translation>
        </message>
        <message>
            <source>From the downtime capsule of {at} ({age} old). Opens by breaking the glass.</source>
            <translation>&#x202e;From~~&#x202c; &#x202e;the~&#x202c; &#x202e;downtime~~~&#x202c; &#x202e;capsule~~~&#x202c; &#x202e;of~&#x202c; {at} &#x202e;(~&#x202c;{age} &#x202e;old).~~&#x202c; &#x202e;Opens~~&#x202c; &#x202e;by~&#x202c; &#x202e;breaking~~~&#x202c; &#x202e;the~&#x202c; &#x202e;glass.~~&#x202c;</translation>
        </message>
        <message>
            <source>{number} h</source>
            <translation>{number} &#x202e;h~&#x202c;</translation>
        </message>
        <message>
            <source>{number} min</source>
            <translation>{number} &#x202e;min~&#x202c;</translation>
        </message>
        <message>
            <source>The downtime capsule of this ward opens to people who signed in by card.</source>
            <translation>&#x202e;The~&#x202c; &#x202e;downtime~~~&#x202c; &#x202e;capsule~~~&#x202c; &#x202e;of~&#x202c; &#x202e;this~~&#x202c; &#x202e;ward~~&#x202c; &#x202e;opens~~&#x202c; &#x202e;to~&#x202c; &#x202e;people~~&#x202c; &#x202e;who~&#x202c; &#x202e;signed~~&#x202c; &#x202e;in~&#x202c; &#x202e;by~&#x202c; &#x202e;card.~~&#x202c;</translation>
        </message>
        <message>
            <source>Asking {source} who is on the ward.</source>
            <translation>&#x202e;Asking~~&#x202c; {source} &#x202e;who~&#x202c; &#x202e;is~&#x202c; &#x202e;on~&#x202c; &#x202e;the~&#x202c; &#x202e;ward.~~&#x202c;</translation>
        </message>
        <message>
            <source>{source} lists nobody on this ward.</source>
            <translation>{source} &#x202e;lists~~&#x202c; &#x202e;nobody~~&#x202c; &#x202e;on~&#x202c; &#x202e;this~~&#x202c; &#x202e;ward.~~&#x202c;</translation>
        </message>
        <message>
            <source>The records on this workstation can still be opened.</source>
            <translation>&#x202e;The~&#x202c; &#x202e;records~~~&#x202c; &#x202e;on~&#x202c; &#x202e;this~~&#x202c; &#x202e;workstation~~~~&#x202c; &#x202e;can~&#x202c; &#x202e;still~~&#x202c; &#x202e;be~&#x202c; &#x202e;opened.~~~&#x202c;</translation>
        </message>
        <message>
            <source>Search for the patient by name or number, or ask again.</source>
            <translation>&#x202e;Search~~&#x202c; &#x202e;for~&#x202c; &#x202e;the~&#x202c; &#x202e;patient~~~&#x202c; &#x202e;by~&#x202c; &#x202e;name~~&#x202c; &#x202e;or~&#x202c; &#x202e;number,~~~&#x202c; &#x202e;or~&#x202c; &#x202e;ask~&#x202c; &#x202e;again.~~&#x202c;</translation>
        </message>
        <message>
            <source>{first}N{EN DASH}{last} of {total}</source>
            <translation>{first}&#x202e;N~&#x202c;{EN DASH}{last} &#x202e;of~&#x202c; {total}</translation>
        </message>
        <message>
            <source>Ask again</source>
            <translation>&#x202e;Ask~&#x202c; &#x202e;again~~&#x202c;</translation>
        </message>
        <message>
            <source>Patients on the ward</source>
            <translation>&#x202e;Patients~~~&#x202c; &#x202e;on~&#x202c; &#x202e;the~&#x202c; &#x202e;ward~~&#x202c;</translation>
        </message>
    </context>
    <context>
        <name>WardModel</name>
        <message>
            <source>Bed</source>
            <translation>&#x202e;Bed~&#x202c;</translation>
        </message>
        <message>
            <source>Patient</source>
            <translation>&#x202e;Patient~~~&#x202c;</translation>
        </message>
        <message>
            <source>Age</source>
            <translation>&#x202e;Age~&#x202c;</translation>
        </message>
        <message>
            <source>Reason</source>
            <translation>&#x202e;Reason~~&#x202c;</translation>
        </message>
        <message>
            <source>Born</source>
            <translation>&#x202e;Born~~&#x202c;</translation>
        </message>
        <message>
            <source>namesake</source>
            <translation>&#x202e;namesake~~~&#x202c;</translation>
        </message>
        <message>
            <source>F</source>
            <translation>&#x202e;F~&#x202c;</translation>
        </message>
        <message>
            <source>M</source>
            <translation>&#x202e;M~&#x202c;</translation>
        </message>
        <message>
            <source>Somebody else on this ward has a similar name.</source>
            <translation>&#x202e;Somebody~~~&#x202c; &#x202e;else~~&#x202c; &#x202e;on~&#x202c; &#x202e;this~~&#x202c; &#x202e;ward~~&#x202c; &#x202e;has~&#x202c; &#x202e;a~&#x202c; &#x202e;similar~~~&#x202c; &#x202e;name.~~&#x202c;</translation>
        </message>
    </context>
    <context>
        <name>Words</name>
        <message>
            <source>Name not given</source>
            <translation>&#x202e;Name~~&#x202c; &#x202e;not~&#x202c; &#x202e;given~~&#x202c;</translation>
        </message>
        <message>
            <source>Female</source>
            <translation>&#x202e;Female~~&#x202c;</translation>
        </message>
        <message>
            <source>Male</source>
            <translation>&#x202e;Male~~&#x202c;</translation>
        </message>
        <message>
            <source>Other</source>
            <translation>&#x202e;Other~~&#x202c;</translation>
        </message>
        <message>
            <source>Sex not given</source>
            <translation>&#x202e;Sex~&#x202c; &#x202e;not~&#x202c; &#x202e;given~~&#x202c;</translation>
        </message>
        <message>
            <source>{number} y</source>
            <translation>{number} &#x202e;y~&#x202c;</translation>
        </message>
        <message>
            <source>{number} m</source>
            <translation>{number} &#x202e;m~&#x202c;</translation>
        </message>
        <message>
            <source>{number} d</source>
            <translation>{number} &#x202e;d~&#x202c;</translation>
        </message>
        <message>
            <source>Local no.</source>
            <translation>&#x202e;Local~~&#x202c; &#x202e;no.~&#x202c;</translation>
        </message>
        <message>
            <source>from the downtime capsule, {at}</source>
            <translation>&#x202e;from~~&#x202c; &#x202e;the~&#x202c; &#x202e;downtime~~~&#x202c; &#x202e;capsule,~~~&#x202c; {at}</translation>
        </message>
        <message>
            <source>Light</source>
            <translation>&#x202e;Light~~&#x202c;</translation>
        </message>
        <message>
            <source>Dark</source>
            <translation>&#x202e;Dark~~&#x202c;</translation>
        </message>
        <message>
            <source>High contrast</source>
            <translation>&#x202e;High~~&#x202c; &#x202e;contrast~~~&#x202c;</translation>
        </message>
        <message>
            <source>No source has answered yet.</source>
            <translation>&#x202e;No~&#x202c; &#x202e;source~~&#x202c; &#x202e;has~&#x202c; &#x202e;answered~~~&#x202c; &#x202e;yet.~~&#x202c;</translation>
        </message>
        <message>
            <source>Nothing recorded by the %n sources that answered.</source>
            <translation>&#x202e;Nothing~~~&#x202c; &#x202e;recorded~~~&#x202c; &#x202e;by~&#x202c; &#x202e;the~&#x202c; %n &#x202e;sources~~~&#x202c; &#x202e;that~~&#x202c; &#x202e;answered.~~~&#x202c;</translation>
        </message>
        <message>
            <source>asking</source>
            <translation>&#x202e;asking~~&#x202c;</translation>
        </message>
        <message>
            <source>answered</source>
            <translation>&#x202e;answered~~~&#x202c;</translation>
        </message>
        <message>
            <source>answered in part</source>
            <translation>&#x202e;answered~~~&#x202c; &#x202e;in~&#x202c; &#x202e;part~~&#x202c;</translation>
        </message>
        <message>
            <source>failed</source>
            <translation>&#x202e;failed~~&#x202c;</translation>
        </message>
        <message>
            <source>not asked</source>
            <translation>&#x202e;not~&#x202c; &#x202e;asked~~&#x202c;</translation>
        </message>
        <message>
            <source>added as a file</source>
            <translation>&#x202e;added~~&#x202c; &#x202e;as~&#x202c; &#x202e;a~&#x202c; &#x202e;file~~&#x202c;</translation>
        </message>
        <message>
            <source>stopped by you</source>
            <translation>&#x202e;stopped~~~&#x202c; &#x202e;by~&#x202c; &#x202e;you~&#x202c;</translation>
        </message>
        <message>
            <source>It cannot be reached.</source>
            <translation>&#x202e;It~&#x202c; &#x202e;cannot~~&#x202c; &#x202e;be~&#x202c; &#x202e;reached.~~~&#x202c;</translation>
        </message>
        <message>
            <source>It did not prove who it is.</source>
            <translation>&#x202e;It~&#x202c; &#x202e;did~&#x202c; &#x202e;not~&#x202c; &#x202e;prove~~&#x202c; &#x202e;who~&#x202c; &#x202e;it~&#x202c; &#x202e;is.~&#x202c;</translation>
        </message>
        <message>
            <source>It did not answer in time.</source>
            <translation>&#x202e;It~&#x202c; &#x202e;did~&#x202c; &#x202e;not~&#x202c; &#x202e;answer~~&#x202c; &#x202e;in~&#x202c; &#x202e;time.~~&#x202c;</translation>
        </message>
        <message>
            <source>It broke off half-way.</source>
            <translation>&#x202e;It~&#x202c; &#x202e;broke~~&#x202c; &#x202e;off~&#x202c; &#x202e;half-way.~~~&#x202c;</translation>
        </message>
        <message>
            <source>It did not accept the sign-in.</source>
            <translation>&#x202e;It~&#x202c; &#x202e;did~&#x202c; &#x202e;not~&#x202c; &#x202e;accept~~&#x202c; &#x202e;the~&#x202c; &#x202e;sign-in.~~~&#x202c;</translation>
        </message>
        <message>
            <source>It does not serve this workstation.</source>
            <translation>&#x202e;It~&#x202c; &#x202e;does~~&#x202c; &#x202e;not~&#x202c; &#x202e;serve~~&#x202c; &#x202e;this~~&#x202c; &#x202e;workstation.~~~~&#x202c;</translation>
        </message>
        <message>
            <source>It asked to wait.</source>
            <translation>&#x202e;It~&#x202c; &#x202e;asked~~&#x202c; &#x202e;to~&#x202c; &#x202e;wait.~~&#x202c;</translation>
        </message>
        <message>
            <source>It reported an error of its own.</source>
            <translation>&#x202e;It~&#x202c; &#x202e;reported~~~&#x202c; &#x202e;an~&#x202c; &#x202e;error~~&#x202c; &#x202e;of~&#x202c; &#x202e;its~&#x202c; &#x202e;own.~~&#x202c;</translation>
        </message>
        <message>
            <source>Its answer was not a FHIR resource.</source>
            <translation>&#x202e;Its~&#x202c; &#x202e;answer~~&#x202c; &#x202e;was~&#x202c; &#x202e;not~&#x202c; &#x202e;a~&#x202c; &#x202e;FHIR~~&#x202c; &#x202e;resource.~~~&#x202c;</translation>
        </message>
        <message>
            <source>Its answer was cut off.</source>
            <translation>&#x202e;Its~&#x202c; &#x202e;answer~~&#x202c; &#x202e;was~&#x202c; &#x202e;cut~&#x202c; &#x202e;off.~~&#x202c;</translation>
        </message>
        <message>
            <source>Its answer was too large.</source>
            <translation>&#x202e;Its~&#x202c; &#x202e;answer~~&#x202c; &#x202e;was~&#x202c; &#x202e;too~&#x202c; &#x202e;large.~~&#x202c;</translation>
        </message>
        <message>
            <source>It speaks a FHIR version not known here.</source>
            <translation>&#x202e;It~&#x202c; &#x202e;speaks~~&#x202c; &#x202e;a~&#x202c; &#x202e;FHIR~~&#x202c; &#x202e;version~~~&#x202c; &#x202e;not~&#x202c; &#x202e;known~~&#x202c; &#x202e;here.~~&#x202c;</translation>
        </message>
        <message>
            <source>What came could not be read.</source>
            <translation>&#x202e;What~~&#x202c; &#x202e;came~~&#x202c; &#x202e;could~~&#x202c; &#x202e;not~&#x202c; &#x202e;be~&#x202c; &#x202e;read.~~&#x202c;</translation>
        </message>
        <message>
            <source>It pointed to another server.</source>
            <translation>&#x202e;It~&#x202c; &#x202e;pointed~~~&#x202c; &#x202e;to~&#x202c; &#x202e;another~~~&#x202c; &#x202e;server.~~~&#x202c;</translation>
        </message>
        <message>
            <source>It wants a sign-in of its own.</source>
            <translation>&#x202e;It~&#x202c; &#x202e;wants~~&#x202c; &#x202e;a~&#x202c; &#x202e;sign-in~~~&#x202c; &#x202e;of~&#x202c; &#x202e;its~&#x202c; &#x202e;own.~~&#x202c;</translation>
        </message>
        <message>
            <source>Current</source>
            <translation>&#x202e;Current~~~&#x202c;</translation>
        </message>
        <message>
            <source>Past</source>
            <translation>&#x202e;Past~~&#x202c;</translation>
        </message>
        <message>
            <source>Planned</source>
            <translation>&#x202e;Planned~~~&#x202c;</translation>
        </message>
        <message>
            <source>Standing not given</source>
            <translation>&#x202e;Standing~~~&#x202c; &#x202e;not~&#x202c; &#x202e;given~~&#x202c;</translation>
        </message>
        <message>
            <source>low</source>
            <translation>&#x202e;low~&#x202c;</translation>
        </message>
        <message>
            <source>high</source>
            <translation>&#x202e;high~~&#x202c;</translation>
        </message>
        <message>
            <source>critically low</source>
            <translation>&#x202e;critically~~~~&#x202c; &#x202e;low~&#x202c;</translation>
        </message>
        <message>
            <source>critically high</source>
            <translation>&#x202e;critically~~~~&#x202c; &#x202e;high~~&#x202c;</translation>
        </message>
        <message>
            <source>abnormal</source>
            <translation>&#x202e;abnormal~~~&#x202c;</translation>
        </message>
        <message>
            <source>Dose</source>
            <translation>&#x202e;Dose~~&#x202c;</translation>
        </message>
        <message>
            <source>Route</source>
            <translation>&#x202e;Route~~&#x202c;</translation>
        </message>
        <message>
            <source>Reason</source>
            <translation>&#x202e;Reason~~&#x202c;</translation>
        </message>
        <message>
            <source>Reaction</source>
            <translation>&#x202e;Reaction~~~&#x202c;</translation>
        </message>
        <message>
            <source>Criticality</source>
            <translation>&#x202e;Criticality~~~~&#x202c;</translation>
        </message>
        <message>
            <source>Verification</source>
            <translation>&#x202e;Verification~~~~&#x202c;</translation>
        </message>
        <message>
            <source>Performer</source>
            <translation>&#x202e;Performer~~~&#x202c;</translation>
        </message>
        <message>
            <source>Place</source>
            <translation>&#x202e;Place~~&#x202c;</translation>
        </message>
        <message>
            <source>Body site</source>
            <translation>&#x202e;Body~~&#x202c; &#x202e;site~~&#x202c;</translation>
        </message>
        <message>
            <source>Method</source>
            <translation>&#x202e;Method~~&#x202c;</translation>
        </message>
        <message>
            <source>Device</source>
            <translation>&#x202e;Device~~&#x202c;</translation>
        </message>
        <message>
            <source>Category</source>
            <translation>&#x202e;Category~~~&#x202c;</translation>
        </message>
        <message>
            <source>Note</source>
            <translation>&#x202e;Note~~&#x202c;</translation>
        </message>
        <message>
            <source>Text</source>
            <translation>&#x202e;Text~~&#x202c;</translation>
        </message>
        <message>
            <source>Quantity</source>
            <translation>&#x202e;Quantity~~~&#x202c;</translation>
        </message>
        <message>
            <source>Conclusion</source>
            <translation>&#x202e;Conclusion~~~~&#x202c;</translation>
        </message>
        <message>
            <source>Device clock</source>
            <translation>&#x202e;Device~~&#x202c; &#x202e;clock~~&#x202c;</translation>
        </message>
        <message>
            <source>Setting</source>
            <translation>&#x202e;Setting~~~&#x202c;</translation>
        </message>
        <message>
            <source>Allergy or intolerance</source>
            <translation>&#x202e;Allergy~~~&#x202c; &#x202e;or~&#x202c; &#x202e;intolerance~~~~&#x202c;</translation>
        </message>
        <message>
            <source>Problem</source>
            <translation>&#x202e;Problem~~~&#x202c;</translation>
        </message>
        <message>
            <source>Encounter</source>
            <translation>&#x202e;Encounter~~~&#x202c;</translation>
        </message>
        <message>
            <source>Alert</source>
            <translation>&#x202e;Alert~~&#x202c;</translation>
        </message>
        <message>
            <source>Medicine</source>
            <translation>&#x202e;Medicine~~~&#x202c;</translation>
        </message>
        <message>
            <source>Medicine, prescribed</source>
            <translation>&#x202e;Medicine,~~~&#x202c; &#x202e;prescribed~~~~&#x202c;</translation>
        </message>
        <message>
            <source>Medicine, dispensed</source>
            <translation>&#x202e;Medicine,~~~&#x202c; &#x202e;dispensed~~~&#x202c;</translation>
        </message>
        <message>
            <source>Medicine, given</source>
            <translation>&#x202e;Medicine,~~~&#x202c; &#x202e;given~~&#x202c;</translation>
        </message>
        <message>
            <source>Result</source>
            <translation>&#x202e;Result~~&#x202c;</translation>
        </message>
        <message>
            <source>Report</source>
            <translation>&#x202e;Report~~&#x202c;</translation>
        </message>
        <message>
            <source>Procedure</source>
            <translation>&#x202e;Procedure~~~&#x202c;</translation>
        </message>
        <message>
            <source>Vaccination</source>
            <translation>&#x202e;Vaccination~~~~&#x202c;</translation>
        </message>
        <message>
            <source>Document</source>
            <translation>&#x202e;Document~~~&#x202c;</translation>
        </message>
        <message>
            <source>Imaging</source>
            <translation>&#x202e;Imaging~~~&#x202c;</translation>
        </message>
        <message>
            <source>Device in use</source>
            <translation>&#x202e;Device~~&#x202c; &#x202e;in~&#x202c; &#x202e;use~&#x202c;</translation>
        </message>
        <message>
            <source>Care plan</source>
            <translation>&#x202e;Care~~&#x202c; &#x202e;plan~~&#x202c;</translation>
        </message>
        <message>
            <source>Goal</source>
            <translation>&#x202e;Goal~~&#x202c;</translation>
        </message>
        <message>
            <source>Family history</source>
            <translation>&#x202e;Family~~&#x202c; &#x202e;history~~~&#x202c;</translation>
        </message>
        <message>
            <source>not shaped as its kind says</source>
            <translation>&#x202e;not~&#x202c; &#x202e;shaped~~&#x202c; &#x202e;as~&#x202c; &#x202e;its~&#x202c; &#x202e;kind~~&#x202c; &#x202e;says~~&#x202c;</translation>
        </message>
        <message>
            <source>without an id</source>
            <translation>&#x202e;without~~~&#x202c; &#x202e;an~&#x202c; &#x202e;id~&#x202c;</translation>
        </message>
        <message>
            <source>names another patient</source>
            <translation>&#x202e;names~~&#x202c; &#x202e;another~~~&#x202c; &#x202e;patient~~~&#x202c;</translation>
        </message>
    </context>
    <context>
        <name>WorkstationFacts</name>
        <message>
            <source>Network</source>
            <translation>&#x202e;Network~~~&#x202c;</translation>
        </message>
        <message>
            <source>Sources</source>
            <translation>&#x202e;Sources~~~&#x202c;</translation>
        </message>
        <message>
            <source>Card reader</source>
            <translation>&#x202e;Card~~&#x202c; &#x202e;reader~~&#x202c;</translation>
        </message>
        <message>
            <source>Clock</source>
            <translation>&#x202e;Clock~~&#x202c;</translation>
        </message>
        <message>
            <source>Offline copy</source>
            <translation>&#x202e;Offline~~~&#x202c; &#x202e;copy~~&#x202c;</translation>
        </message>
        <message>
            <source>Evidence</source>
            <translation>&#x202e;Evidence~~~&#x202c;</translation>
        </message>
        <message>
            <source>not known yet</source>
            <translation>&#x202e;not~&#x202c; &#x202e;known~~&#x202c; &#x202e;yet~&#x202c;</translation>
        </message>
        <message>
            <source>reachable</source>
            <translation>&#x202e;reachable~~~&#x202c;</translation>
        </message>
        <message>
            <source>not reachable</source>
            <translation>&#x202e;not~&#x202c; &#x202e;reachable~~~&#x202c;</translation>
        </message>
        <message numerus="yes">
            <source>%n configured</source>
            <translation>
                <numerusform>%n &#x202e;configured~~~~&#x202c;</numerusform>
                <numerusform>%n &#x202e;configured~~~~&#x202c;</numerusform>
                <numerusform>%n &#x202e;configured~~~~&#x202c;</numerusform>
                <numerusform>%n &#x202e;configured~~~~&#x202c;</numerusform>
                <numerusform>%n &#x202e;configured~~~~&#x202c;</numerusform>
                <numerusform>%n &#x202e;configured~~~~&#x202c;</numerusform>
            </translation>
        </message>
        <message>
            <source>{reachable} of {total} reachable</source>
            <translation>{reachable} &#x202e;of~&#x202c; {total} &#x202e;reachable~~~&#x202c;</translation>
        </message>
        <message>
            <source>card present</source>
            <translation>&#x202e;card~~&#x202c; &#x202e;present~~~&#x202c;</translation>
        </message>
        <message>
            <source>no card</source>
            <translation>&#x202e;no~&#x202c; &#x202e;card~~&#x202c;</translation>
        </message>
        <message>
            <source>no reader found</source>
            <translation>&#x202e;no~&#x202c; &#x202e;reader~~&#x202c; &#x202e;found~~&#x202c;</translation>
        </message>
        <message>
            <source>nothing kept here yet</source>
            <translation>&#x202e;nothing~~~&#x202c; &#x202e;kept~~&#x202c; &#x202e;here~~&#x202c; &#x202e;yet~&#x202c;</translation>
        </message>
        <message>
            <source>sealed, synchronised {at}</source>
            <translation>&#x202e;sealed,~~~&#x202c; &#x202e;synchronised~~~~&#x202c; {at}</translation>
        </message>
        <message>
            <source>cannot be kept: nothing opens</source>
            <translation>&#x202e;cannot~~&#x202c; &#x202e;be~&#x202c; &#x202e;kept:~~&#x202c; &#x202e;nothing~~~&#x202c; &#x202e;opens~~&#x202c;</translation>
        </message>
        <message>
            <source>older files put back: tell IT</source>
            <translation>&#x202e;older~~&#x202c; &#x202e;files~~&#x202c; &#x202e;put~&#x202c; &#x202e;back:~~&#x202c; &#x202e;tell~~&#x202c; &#x202e;IT~&#x202c;</translation>
        </message>
        <message>
            <source>kept (weaker), bound by TPM</source>
            <translation>&#x202e;kept~~&#x202c; &#x202e;(weaker),~~~&#x202c; &#x202e;bound~~&#x202c; &#x202e;by~&#x202c; &#x202e;TPM~&#x202c;</translation>
        </message>
        <message>
            <source>kept, by this account (weaker)</source>
            <translation>&#x202e;kept,~~&#x202c; &#x202e;by~&#x202c; &#x202e;this~~&#x202c; &#x202e;account~~~&#x202c; &#x202e;(weaker)~~~&#x202c;</translation>
        </message>
        <message>
            <source>kept, bound by TPM</source>
            <translation>&#x202e;kept,~~&#x202c; &#x202e;bound~~&#x202c; &#x202e;by~&#x202c; &#x202e;TPM~&#x202c;</translation>
        </message>
        <message>
            <source>kept, by an account of its own</source>
            <translation>&#x202e;kept,~~&#x202c; &#x202e;by~&#x202c; &#x202e;an~&#x202c; &#x202e;account~~~&#x202c; &#x202e;of~&#x202c; &#x202e;its~&#x202c; &#x202e;own~&#x202c;</translation>
        </message>
        <message>
            <source>this workstation's own</source>
            <translation>&#x202e;this~~&#x202c; &#x202e;workstation's~~~~~&#x202c; &#x202e;own~&#x202c;</translation>
        </message>
        <message>
            <source>within {seconds} s</source>
            <translation>&#x202e;within~~&#x202c; {seconds} &#x202e;s~&#x202c;</translation>
        </message>
    </context>
    <context>
        <name>_Sheet</name>
        <message>
            <source>This page is damaged and cannot be shown.</source>
            <translation>&#x202e;This~~&#x202c; &#x202e;page~~&#x202c; &#x202e;is~&#x202c; &#x202e;damaged~~~&#x202c; &#x202e;and~&#x202c; &#x202e;cannot~~&#x202c; &#x202e;be~&#x202c; &#x202e;shown.~~&#x202c;</translation>
        </message>
    </context>
    <context>
        <name>browser sign-in</name>
        <message>
            <source>You can close this window and go back to the program.</source>
            <translation>&#x202e;You~&#x202c; &#x202e;can~&#x202c; &#x202e;close~~&#x202c; &#x202e;this~~&#x202c; &#x202e;window~~&#x202c; &#x202e;and~&#x202c; &#x202e;go~&#x202c; &#x202e;back~~&#x202c; &#x202e;to~&#x202c; &#x202e;the~&#x202c; &#x202e;program.~~~&#x202c;</translation>
        </message>
    </context>
    <context>
        <name>diagnosis</name>
        <message>
            <source>This was found: {code}.</source>
            <translation>&#x202e;This~~&#x202c; &#x202e;was~&#x202c; &#x202e;found:~~&#x202c; {code}&#x202e;.~&#x202c;</translation>
        </message>
        <message>
            <source>Cure: {cure}</source>
            <translation>&#x202e;Cure:~~&#x202c; {cure}</translation>
        </message>
        <message>
            <source>ok</source>
            <translation>&#x202e;ok~&#x202c;</translation>
        </message>
        <message>
            <source>warn</source>
            <translation>&#x202e;warn~~&#x202c;</translation>
        </message>
        <message>
            <source>fail</source>
            <translation>&#x202e;fail~~&#x202c;</translation>
        </message>
        <message>
            <source>skipped</source>
            <translation>&#x202e;skipped~~~&#x202c;</translation>
        </message>
        <message>
            <source>Failed: {failed}. To look at: {warned}. Skipped: {skipped}.</source>
            <translation>&#x202e;Failed:~~~&#x202c; {failed}&#x202e;.~&#x202c; &#x202e;To~&#x202c; &#x202e;look~~&#x202c; &#x202e;at:~&#x202c; {warned}&#x202e;.~&#x202c; &#x202e;Skipped:~~~&#x202c; {skipped}&#x202e;.~&#x202c;</translation>
        </message>
        <message>
            <source>Not looked at: {ground} has to be cured first.</source>
            <translation>&#x202e;Not~&#x202c; &#x202e;looked~~&#x202c; &#x202e;at:~&#x202c; {ground} &#x202e;has~&#x202c; &#x202e;to~&#x202c; &#x202e;be~&#x202c; &#x202e;cured~~&#x202c; &#x202e;first.~~&#x202c;</translation>
        </message>
        <message>
            <source>Not looked at: the network was left out.</source>
            <translation>&#x202e;Not~&#x202c; &#x202e;looked~~&#x202c; &#x202e;at:~&#x202c; &#x202e;the~&#x202c; &#x202e;network~~~&#x202c; &#x202e;was~&#x202c; &#x202e;left~~&#x202c; &#x202e;out.~~&#x202c;</translation>
        </message>
        <message>
            <source>The check itself failed ({error} at {place}).</source>
            <translation>&#x202e;The~&#x202c; &#x202e;check~~&#x202c; &#x202e;itself~~&#x202c; &#x202e;failed~~&#x202c; &#x202e;(~&#x202c;{error} &#x202e;at~&#x202c; {place}&#x202e;).~&#x202c;</translation>
        </message>
        <message>
            <source>Tell the makers of this program what stands in brackets.</source>
            <translation>&#x202e;Tell~~&#x202c; &#x202e;the~&#x202c; &#x202e;makers~~&#x202c; &#x202e;of~&#x202c; &#x202e;this~~&#x202c; &#x202e;program~~~&#x202c; &#x202e;what~~&#x202c; &#x202e;stands~~&#x202c; &#x202e;in~&#x202c; &#x202e;brackets.~~~&#x202c;</translation>
        </message>
        <message>
            <source>The check could not be made (code {answer}).</source>
            <translation>&#x202e;The~&#x202c; &#x202e;check~~&#x202c; &#x202e;could~~&#x202c; &#x202e;not~&#x202c; &#x202e;be~&#x202c; &#x202e;made~~&#x202c; &#x202e;(code~~&#x202c; {answer}&#x202e;).~&#x202c;</translation>
        </message>
        <message>
            <source>Install this program again; if that does not help, tell its makers.</source>
            <translation>&#x202e;Install~~~&#x202c; &#x202e;this~~&#x202c; &#x202e;program~~~&#x202c; &#x202e;again;~~&#x202c; &#x202e;if~&#x202c; &#x202e;that~~&#x202c; &#x202e;does~~&#x202c; &#x202e;not~&#x202c; &#x202e;help,~~&#x202c; &#x202e;tell~~&#x202c; &#x202e;its~&#x202c; &#x202e;makers.~~~&#x202c;</translation>
        </message>
        <message>
            <source>The software that was asked ended the process (code {answer}).</source>
            <translation>&#x202e;The~&#x202c; &#x202e;software~~~&#x202c; &#x202e;that~~&#x202c; &#x202e;was~&#x202c; &#x202e;asked~~&#x202c; &#x202e;ended~~&#x202c; &#x202e;the~&#x202c; &#x202e;process~~~&#x202c; &#x202e;(code~~&#x202c; {answer}&#x202e;).~&#x202c;</translation>
        </message>
        <message>
            <source>Install another version of it; its maker has to mend this one.</source>
            <translation>&#x202e;Install~~~&#x202c; &#x202e;another~~~&#x202c; &#x202e;version~~~&#x202c; &#x202e;of~&#x202c; &#x202e;it;~&#x202c; &#x202e;its~&#x202c; &#x202e;maker~~&#x202c; &#x202e;has~&#x202c; &#x202e;to~&#x202c; &#x202e;mend~~&#x202c; &#x202e;this~~&#x202c; &#x202e;one.~~&#x202c;</translation>
        </message>
        <message>
            <source>The software that was asked did not answer within {seconds} s.</source>
            <translation>&#x202e;The~&#x202c; &#x202e;software~~~&#x202c; &#x202e;that~~&#x202c; &#x202e;was~&#x202c; &#x202e;asked~~&#x202c; &#x202e;did~&#x202c; &#x202e;not~&#x202c; &#x202e;answer~~&#x202c; &#x202e;within~~&#x202c; {seconds} &#x202e;s.~&#x202c;</translation>
        </message>
        <message>
            <source>Restart the computer; if it hangs again, install another version of it.</source>
            <translation>&#x202e;Restart~~~&#x202c; &#x202e;the~&#x202c; &#x202e;computer;~~~&#x202c; &#x202e;if~&#x202c; &#x202e;it~&#x202c; &#x202e;hangs~~&#x202c; &#x202e;again,~~&#x202c; &#x202e;install~~~&#x202c; &#x202e;another~~~&#x202c; &#x202e;version~~~&#x202c; &#x202e;of~&#x202c; &#x202e;it.~&#x202c;</translation>
        </message>
        <message>
            <source>Install it, or correct card.module in the configuration.</source>
            <translation>&#x202e;Install~~~&#x202c; &#x202e;it,~&#x202c; &#x202e;or~&#x202c; &#x202e;correct~~~&#x202c; &#x202e;card.module~~~~&#x202c; &#x202e;in~&#x202c; &#x202e;the~&#x202c; &#x202e;configuration.~~~~~&#x202c;</translation>
        </message>
        <message>
            <source>{path} loads.</source>
            <translation>{path} &#x202e;loads.~~&#x202c;</translation>
        </message>
        <message>
            <source>No card software is configured, and OpenSC is not installed.</source>
            <translation>&#x202e;No~&#x202c; &#x202e;card~~&#x202c; &#x202e;software~~~&#x202c; &#x202e;is~&#x202c; &#x202e;configured,~~~~&#x202c; &#x202e;and~&#x202c; &#x202e;OpenSC~~&#x202c; &#x202e;is~&#x202c; &#x202e;not~&#x202c; &#x202e;installed.~~~~&#x202c;</translation>
        </message>
        <message>
            <source>Install OpenSC, or name another PKCS#11 module under card.module.</source>
            <translation>&#x202e;Install~~~&#x202c; &#x202e;OpenSC,~~~&#x202c; &#x202e;or~&#x202c; &#x202e;name~~&#x202c; &#x202e;another~~~&#x202c; &#x202e;PKCS#11~~~&#x202c; &#x202e;module~~&#x202c; &#x202e;under~~&#x202c; &#x202e;card.module.~~~~&#x202c;</translation>
        </message>
        <message>
            <source>The card software is missing: {path}.</source>
            <translation>&#x202e;The~&#x202c; &#x202e;card~~&#x202c; &#x202e;software~~~&#x202c; &#x202e;is~&#x202c; &#x202e;missing:~~~&#x202c; {path}&#x202e;.~&#x202c;</translation>
        </message>
        <message>
            <source>The card software cannot be read by this account: {path}.</source>
            <translation>&#x202e;The~&#x202c; &#x202e;card~~&#x202c; &#x202e;software~~~&#x202c; &#x202e;cannot~~&#x202c; &#x202e;be~&#x202c; &#x202e;read~~&#x202c; &#x202e;by~&#x202c; &#x202e;this~~&#x202c; &#x202e;account:~~~&#x202c; {path}&#x202e;.~&#x202c;</translation>
        </message>
        <message>
            <source>Let this account read the file.</source>
            <translation>&#x202e;Let~&#x202c; &#x202e;this~~&#x202c; &#x202e;account~~~&#x202c; &#x202e;read~~&#x202c; &#x202e;the~&#x202c; &#x202e;file.~~&#x202c;</translation>
        </message>
        <message>
            <source>{path} is no program library.</source>
            <translation>{path} &#x202e;is~&#x202c; &#x202e;no~&#x202c; &#x202e;program~~~&#x202c; &#x202e;library.~~~&#x202c;</translation>
        </message>
        <message>
            <source>Name the PKCS#11 module itself under card.module, not its settings file.</source>
            <translation>&#x202e;Name~~&#x202c; &#x202e;the~&#x202c; &#x202e;PKCS#11~~~&#x202c; &#x202e;module~~&#x202c; &#x202e;itself~~&#x202c; &#x202e;under~~&#x202c; &#x202e;card.module,~~~~&#x202c; &#x202e;not~&#x202c; &#x202e;its~&#x202c; &#x202e;settings~~~&#x202c; &#x202e;file.~~&#x202c;</translation>
        </message>
        <message>
            <source>{path} was made for another system ({found}; here: {needed}).</source>
            <translation>{path} &#x202e;was~&#x202c; &#x202e;made~~&#x202c; &#x202e;for~&#x202c; &#x202e;another~~~&#x202c; &#x202e;system~~&#x202c; &#x202e;(~&#x202c;{found}&#x202e;;~&#x202c; &#x202e;here:~~&#x202c; {needed}&#x202e;).~&#x202c;</translation>
        </message>
        <message>
            <source>Install the card software's edition for this system.</source>
            <translation>&#x202e;Install~~~&#x202c; &#x202e;the~&#x202c; &#x202e;card~~&#x202c; &#x202e;software's~~~~&#x202c; &#x202e;edition~~~&#x202c; &#x202e;for~&#x202c; &#x202e;this~~&#x202c; &#x202e;system.~~~&#x202c;</translation>
        </message>
        <message>
            <source>{path} was made for another processor ({found}; needed: {needed}).</source>
            <translation>{path} &#x202e;was~&#x202c; &#x202e;made~~&#x202c; &#x202e;for~&#x202c; &#x202e;another~~~&#x202c; &#x202e;processor~~~&#x202c; &#x202e;(~&#x202c;{found}&#x202e;;~&#x202c; &#x202e;needed:~~~&#x202c; {needed}&#x202e;).~&#x202c;</translation>
        </message>
        <message>
            <source>Install the card software's edition for {needed}.</source>
            <translation>&#x202e;Install~~~&#x202c; &#x202e;the~&#x202c; &#x202e;card~~&#x202c; &#x202e;software's~~~~&#x202c; &#x202e;edition~~~&#x202c; &#x202e;for~&#x202c; {needed}&#x202e;.~&#x202c;</translation>
        </message>
        <message>
            <source>{path} needs {library}, which is not installed.</source>
            <translation>{path} &#x202e;needs~~&#x202c; {library}&#x202e;,~&#x202c; &#x202e;which~~&#x202c; &#x202e;is~&#x202c; &#x202e;not~&#x202c; &#x202e;installed.~~~~&#x202c;</translation>
        </message>
        <message>
            <source>Install what {library} belongs to.</source>
            <translation>&#x202e;Install~~~&#x202c; &#x202e;what~~&#x202c; {library} &#x202e;belongs~~~&#x202c; &#x202e;to.~&#x202c;</translation>
        </message>
        <message>
            <source>The system does not load {path}.</source>
            <translation>&#x202e;The~&#x202c; &#x202e;system~~&#x202c; &#x202e;does~~&#x202c; &#x202e;not~&#x202c; &#x202e;load~~&#x202c; {path}&#x202e;.~&#x202c;</translation>
        </message>
        <message>
            <source>Install the card software again, in an edition for this system's version.</source>
            <translation>&#x202e;Install~~~&#x202c; &#x202e;the~&#x202c; &#x202e;card~~&#x202c; &#x202e;software~~~&#x202c; &#x202e;again,~~&#x202c; &#x202e;in~&#x202c; &#x202e;an~&#x202c; &#x202e;edition~~~&#x202c; &#x202e;for~&#x202c; &#x202e;this~~&#x202c; &#x202e;system's~~~&#x202c; &#x202e;version.~~~&#x202c;</translation>
        </message>
        <message>
            <source>{path} is a program library, and no PKCS#11 module.</source>
            <translation>{path} &#x202e;is~&#x202c; &#x202e;a~&#x202c; &#x202e;program~~~&#x202c; &#x202e;library,~~~&#x202c; &#x202e;and~&#x202c; &#x202e;no~&#x202c; &#x202e;PKCS#11~~~&#x202c; &#x202e;module.~~~&#x202c;</translation>
        </message>
        <message>
            <source>Look up in the card software's manual which of its files is the PKCS#11 module.</source>
            <translation>&#x202e;Look~~&#x202c; &#x202e;up~&#x202c; &#x202e;in~&#x202c; &#x202e;the~&#x202c; &#x202e;card~~&#x202c; &#x202e;software's~~~~&#x202c; &#x202e;manual~~&#x202c; &#x202e;which~~&#x202c; &#x202e;of~&#x202c; &#x202e;its~&#x202c; &#x202e;files~~&#x202c; &#x202e;is~&#x202c; &#x202e;the~&#x202c; &#x202e;PKCS#11~~~&#x202c; &#x202e;module.~~~&#x202c;</translation>
        </message>
        <message>
            <source>The card software loads and does not start ({answer}).</source>
            <translation>&#x202e;The~&#x202c; &#x202e;card~~&#x202c; &#x202e;software~~~&#x202c; &#x202e;loads~~&#x202c; &#x202e;and~&#x202c; &#x202e;does~~&#x202c; &#x202e;not~&#x202c; &#x202e;start~~&#x202c; &#x202e;(~&#x202c;{answer}&#x202e;).~&#x202c;</translation>
        </message>
        <message>
            <source>Restart the computer; if it does not start then, install it again.</source>
            <translation>&#x202e;Restart~~~&#x202c; &#x202e;the~&#x202c; &#x202e;computer;~~~&#x202c; &#x202e;if~&#x202c; &#x202e;it~&#x202c; &#x202e;does~~&#x202c; &#x202e;not~&#x202c; &#x202e;start~~&#x202c; &#x202e;then,~~&#x202c; &#x202e;install~~~&#x202c; &#x202e;it~&#x202c; &#x202e;again.~~&#x202c;</translation>
        </message>
        <message>
            <source>The card software answers; cards in readers: {count}.</source>
            <translation>&#x202e;The~&#x202c; &#x202e;card~~&#x202c; &#x202e;software~~~&#x202c; &#x202e;answers;~~~&#x202c; &#x202e;cards~~&#x202c; &#x202e;in~&#x202c; &#x202e;readers:~~~&#x202c; {count}&#x202e;.~&#x202c;</translation>
        </message>
        <message>
            <source>The system's smartcard service does not run.</source>
            <translation>&#x202e;The~&#x202c; &#x202e;system's~~~&#x202c; &#x202e;smartcard~~~&#x202c; &#x202e;service~~~&#x202c; &#x202e;does~~&#x202c; &#x202e;not~&#x202c; &#x202e;run.~~&#x202c;</translation>
        </message>
        <message>
            <source>Start it (pcscd on Linux, Smart Card on Windows) and have it start by itself.</source>
            <translation>&#x202e;Start~~&#x202c; &#x202e;it~&#x202c; &#x202e;(pcscd~~&#x202c; &#x202e;on~&#x202c; &#x202e;Linux,~~&#x202c; &#x202e;Smart~~&#x202c; &#x202e;Card~~&#x202c; &#x202e;on~&#x202c; &#x202e;Windows)~~~&#x202c; &#x202e;and~&#x202c; &#x202e;have~~&#x202c; &#x202e;it~&#x202c; &#x202e;start~~&#x202c; &#x202e;by~&#x202c; &#x202e;itself.~~~&#x202c;</translation>
        </message>
        <message>
            <source>No card reader is connected.</source>
            <translation>&#x202e;No~&#x202c; &#x202e;card~~&#x202c; &#x202e;reader~~&#x202c; &#x202e;is~&#x202c; &#x202e;connected.~~~~&#x202c;</translation>
        </message>
        <message>
            <source>Plug the reader in; if it is, install its driver or try another socket.</source>
            <translation>&#x202e;Plug~~&#x202c; &#x202e;the~&#x202c; &#x202e;reader~~&#x202c; &#x202e;in;~&#x202c; &#x202e;if~&#x202c; &#x202e;it~&#x202c; &#x202e;is,~&#x202c; &#x202e;install~~~&#x202c; &#x202e;its~&#x202c; &#x202e;driver~~&#x202c; &#x202e;or~&#x202c; &#x202e;try~&#x202c; &#x202e;another~~~&#x202c; &#x202e;socket.~~~&#x202c;</translation>
        </message>
        <message>
            <source>A reader is connected ({readers}), and the card software does not see it.</source>
            <translation>&#x202e;A~&#x202c; &#x202e;reader~~&#x202c; &#x202e;is~&#x202c; &#x202e;connected~~~&#x202c; &#x202e;(~&#x202c;{readers}&#x202e;),~&#x202c; &#x202e;and~&#x202c; &#x202e;the~&#x202c; &#x202e;card~~&#x202c; &#x202e;software~~~&#x202c; &#x202e;does~~&#x202c; &#x202e;not~&#x202c; &#x202e;see~&#x202c; &#x202e;it.~&#x202c;</translation>
        </message>
        <message>
            <source>Look in the card software's settings whether it leaves readers out.</source>
            <translation>&#x202e;Look~~&#x202c; &#x202e;in~&#x202c; &#x202e;the~&#x202c; &#x202e;card~~&#x202c; &#x202e;software's~~~~&#x202c; &#x202e;settings~~~&#x202c; &#x202e;whether~~~&#x202c; &#x202e;it~&#x202c; &#x202e;leaves~~&#x202c; &#x202e;readers~~~&#x202c; &#x202e;out.~~&#x202c;</translation>
        </message>
        <message>
            <source>No card is in the reader, so cards were not looked at.</source>
            <translation>&#x202e;No~&#x202c; &#x202e;card~~&#x202c; &#x202e;is~&#x202c; &#x202e;in~&#x202c; &#x202e;the~&#x202c; &#x202e;reader,~~~&#x202c; &#x202e;so~&#x202c; &#x202e;cards~~&#x202c; &#x202e;were~~&#x202c; &#x202e;not~&#x202c; &#x202e;looked~~&#x202c; &#x202e;at.~&#x202c;</translation>
        </message>
        <message>
            <source>Put a card in the right way round, and run this again.</source>
            <translation>&#x202e;Put~&#x202c; &#x202e;a~&#x202c; &#x202e;card~~&#x202c; &#x202e;in~&#x202c; &#x202e;the~&#x202c; &#x202e;right~~&#x202c; &#x202e;way~&#x202c; &#x202e;round,~~&#x202c; &#x202e;and~&#x202c; &#x202e;run~&#x202c; &#x202e;this~~&#x202c; &#x202e;again.~~&#x202c;</translation>
        </message>
        <message>
            <source>Policy asks for cards labelled {label}; in the reader: {found}.</source>
            <translation>&#x202e;Policy~~&#x202c; &#x202e;asks~~&#x202c; &#x202e;for~&#x202c; &#x202e;cards~~&#x202c; &#x202e;labelled~~~&#x202c; {label}&#x202e;;~&#x202c; &#x202e;in~&#x202c; &#x202e;the~&#x202c; &#x202e;reader:~~~&#x202c; {found}&#x202e;.~&#x202c;</translation>
        </message>
        <message>
            <source>Put such a card in, or correct card.token_label.</source>
            <translation>&#x202e;Put~&#x202c; &#x202e;such~~&#x202c; &#x202e;a~&#x202c; &#x202e;card~~&#x202c; &#x202e;in,~&#x202c; &#x202e;or~&#x202c; &#x202e;correct~~~&#x202c; &#x202e;card.token_label.~~~~~~&#x202c;</translation>
        </message>
        <message>
            <source>{count} cards are in; people are asked which is theirs.</source>
            <translation>{count} &#x202e;cards~~&#x202c; &#x202e;are~&#x202c; &#x202e;in;~&#x202c; &#x202e;people~~&#x202c; &#x202e;are~&#x202c; &#x202e;asked~~&#x202c; &#x202e;which~~&#x202c; &#x202e;is~&#x202c; &#x202e;theirs.~~~&#x202c;</translation>
        </message>
        <message>
            <source>Take out the cards that nobody uses here.</source>
            <translation>&#x202e;Take~~&#x202c; &#x202e;out~&#x202c; &#x202e;the~&#x202c; &#x202e;cards~~&#x202c; &#x202e;that~~&#x202c; &#x202e;nobody~~&#x202c; &#x202e;uses~~&#x202c; &#x202e;here.~~&#x202c;</translation>
        </message>
        <message>
            <source>One card is in the reader.</source>
            <translation>&#x202e;One~&#x202c; &#x202e;card~~&#x202c; &#x202e;is~&#x202c; &#x202e;in~&#x202c; &#x202e;the~&#x202c; &#x202e;reader.~~~&#x202c;</translation>
        </message>
        <message>
            <source>The card can be used until {until}.</source>
            <translation>&#x202e;The~&#x202c; &#x202e;card~~&#x202c; &#x202e;can~&#x202c; &#x202e;be~&#x202c; &#x202e;used~~&#x202c; &#x202e;until~~&#x202c; {until}&#x202e;.~&#x202c;</translation>
        </message>
        <message>
            <source>The card ends on {until}, in {days} days.</source>
            <translation>&#x202e;The~&#x202c; &#x202e;card~~&#x202c; &#x202e;ends~~&#x202c; &#x202e;on~&#x202c; {until}&#x202e;,~&#x202c; &#x202e;in~&#x202c; {days} &#x202e;days.~~&#x202c;</translation>
        </message>
        <message>
            <source>Have the card office renew it.</source>
            <translation>&#x202e;Have~~&#x202c; &#x202e;the~&#x202c; &#x202e;card~~&#x202c; &#x202e;office~~&#x202c; &#x202e;renew~~&#x202c; &#x202e;it.~&#x202c;</translation>
        </message>
        <message>
            <source>Not looked at: no card is in the reader.</source>
            <translation>&#x202e;Not~&#x202c; &#x202e;looked~~&#x202c; &#x202e;at:~&#x202c; &#x202e;no~&#x202c; &#x202e;card~~&#x202c; &#x202e;is~&#x202c; &#x202e;in~&#x202c; &#x202e;the~&#x202c; &#x202e;reader.~~~&#x202c;</translation>
        </message>
        <message>
            <source>Not looked at: the card was taken out meanwhile.</source>
            <translation>&#x202e;Not~&#x202c; &#x202e;looked~~&#x202c; &#x202e;at:~&#x202c; &#x202e;the~&#x202c; &#x202e;card~~&#x202c; &#x202e;was~&#x202c; &#x202e;taken~~&#x202c; &#x202e;out~&#x202c; &#x202e;meanwhile.~~~~&#x202c;</translation>
        </message>
        <message>
            <source>The card's certificates cannot be read ({answer}).</source>
            <translation>&#x202e;The~&#x202c; &#x202e;card's~~&#x202c; &#x202e;certificates~~~~&#x202c; &#x202e;cannot~~&#x202c; &#x202e;be~&#x202c; &#x202e;read~~&#x202c; &#x202e;(~&#x202c;{answer}&#x202e;).~&#x202c;</translation>
        </message>
        <message>
            <source>Take the card out, clean it, put it back; try another card.</source>
            <translation>&#x202e;Take~~&#x202c; &#x202e;the~&#x202c; &#x202e;card~~&#x202c; &#x202e;out,~~&#x202c; &#x202e;clean~~&#x202c; &#x202e;it,~&#x202c; &#x202e;put~&#x202c; &#x202e;it~&#x202c; &#x202e;back;~~&#x202c; &#x202e;try~&#x202c; &#x202e;another~~~&#x202c; &#x202e;card.~~&#x202c;</translation>
        </message>
        <message>
            <source>The card says nothing against its PIN.</source>
            <translation>&#x202e;The~&#x202c; &#x202e;card~~&#x202c; &#x202e;says~~&#x202c; &#x202e;nothing~~~&#x202c; &#x202e;against~~~&#x202c; &#x202e;its~&#x202c; &#x202e;PIN.~~&#x202c;</translation>
        </message>
        <message>
            <source>The card does not tell how its PIN stands.</source>
            <translation>&#x202e;The~&#x202c; &#x202e;card~~&#x202c; &#x202e;does~~&#x202c; &#x202e;not~&#x202c; &#x202e;tell~~&#x202c; &#x202e;how~&#x202c; &#x202e;its~&#x202c; &#x202e;PIN~&#x202c; &#x202e;stands.~~~&#x202c;</translation>
        </message>
        <message>
            <source>Tries left for the PIN: {left}.</source>
            <translation>&#x202e;Tries~~&#x202c; &#x202e;left~~&#x202c; &#x202e;for~&#x202c; &#x202e;the~&#x202c; &#x202e;PIN:~~&#x202c; {left}&#x202e;.~&#x202c;</translation>
        </message>
        <message>
            <source>The right PIN gives back what wrong ones took.</source>
            <translation>&#x202e;The~&#x202c; &#x202e;right~~&#x202c; &#x202e;PIN~&#x202c; &#x202e;gives~~&#x202c; &#x202e;back~~&#x202c; &#x202e;what~~&#x202c; &#x202e;wrong~~&#x202c; &#x202e;ones~~&#x202c; &#x202e;took.~~&#x202c;</translation>
        </message>
        <message>
            <source>Wrong PINs were entered; few tries are left.</source>
            <translation>&#x202e;Wrong~~&#x202c; &#x202e;PINs~~&#x202c; &#x202e;were~~&#x202c; &#x202e;entered;~~~&#x202c; &#x202e;few~&#x202c; &#x202e;tries~~&#x202c; &#x202e;are~&#x202c; &#x202e;left.~~&#x202c;</translation>
        </message>
        <message>
            <source>One wrong PIN more blocks the card.</source>
            <translation>&#x202e;One~&#x202c; &#x202e;wrong~~&#x202c; &#x202e;PIN~&#x202c; &#x202e;more~~&#x202c; &#x202e;blocks~~&#x202c; &#x202e;the~&#x202c; &#x202e;card.~~&#x202c;</translation>
        </message>
        <message>
            <source>Enter it with care; the right PIN gives back what wrong ones took.</source>
            <translation>&#x202e;Enter~~&#x202c; &#x202e;it~&#x202c; &#x202e;with~~&#x202c; &#x202e;care;~~&#x202c; &#x202e;the~&#x202c; &#x202e;right~~&#x202c; &#x202e;PIN~&#x202c; &#x202e;gives~~&#x202c; &#x202e;back~~&#x202c; &#x202e;what~~&#x202c; &#x202e;wrong~~&#x202c; &#x202e;ones~~&#x202c; &#x202e;took.~~&#x202c;</translation>
        </message>
        <message>
            <source>The card's PIN is blocked.</source>
            <translation>&#x202e;The~&#x202c; &#x202e;card's~~&#x202c; &#x202e;PIN~&#x202c; &#x202e;is~&#x202c; &#x202e;blocked.~~~&#x202c;</translation>
        </message>
        <message>
            <source>The card office unblocks it; a colleague's card works meanwhile.</source>
            <translation>&#x202e;The~&#x202c; &#x202e;card~~&#x202c; &#x202e;office~~&#x202c; &#x202e;unblocks~~~&#x202c; &#x202e;it;~&#x202c; &#x202e;a~&#x202c; &#x202e;colleague's~~~~&#x202c; &#x202e;card~~&#x202c; &#x202e;works~~&#x202c; &#x202e;meanwhile.~~~~&#x202c;</translation>
        </message>
        <message>
            <source>Correct network.proxy in the configuration, or start the proxy.</source>
            <translation>&#x202e;Correct~~~&#x202c; &#x202e;network.proxy~~~~~&#x202c; &#x202e;in~&#x202c; &#x202e;the~&#x202c; &#x202e;configuration,~~~~~&#x202c; &#x202e;or~&#x202c; &#x202e;start~~&#x202c; &#x202e;the~&#x202c; &#x202e;proxy.~~&#x202c;</translation>
        </message>
        <message>
            <source>No variable names a proxy.</source>
            <translation>&#x202e;No~&#x202c; &#x202e;variable~~~&#x202c; &#x202e;names~~&#x202c; &#x202e;a~&#x202c; &#x202e;proxy.~~&#x202c;</translation>
        </message>
        <message>
            <source>Variables name a proxy; the configured one is used.</source>
            <translation>&#x202e;Variables~~~&#x202c; &#x202e;name~~&#x202c; &#x202e;a~&#x202c; &#x202e;proxy;~~&#x202c; &#x202e;the~&#x202c; &#x202e;configured~~~~&#x202c; &#x202e;one~&#x202c; &#x202e;is~&#x202c; &#x202e;used.~~&#x202c;</translation>
        </message>
        <message>
            <source>The environment names a proxy ({names}), which this program does not heed.</source>
            <translation>&#x202e;The~&#x202c; &#x202e;environment~~~~&#x202c; &#x202e;names~~&#x202c; &#x202e;a~&#x202c; &#x202e;proxy~~&#x202c; &#x202e;(~&#x202c;{names}&#x202e;),~&#x202c; &#x202e;which~~&#x202c; &#x202e;this~~&#x202c; &#x202e;program~~~&#x202c; &#x202e;does~~&#x202c; &#x202e;not~&#x202c; &#x202e;heed.~~&#x202c;</translation>
        </message>
        <message>
            <source>Where a proxy is needed, name it under network.proxy in the configuration.</source>
            <translation>&#x202e;Where~~&#x202c; &#x202e;a~&#x202c; &#x202e;proxy~~&#x202c; &#x202e;is~&#x202c; &#x202e;needed,~~~&#x202c; &#x202e;name~~&#x202c; &#x202e;it~&#x202c; &#x202e;under~~&#x202c; &#x202e;network.proxy~~~~~&#x202c; &#x202e;in~&#x202c; &#x202e;the~&#x202c; &#x202e;configuration.~~~~~&#x202c;</translation>
        </message>
        <message>
            <source>Sources are reached without a proxy.</source>
            <translation>&#x202e;Sources~~~&#x202c; &#x202e;are~&#x202c; &#x202e;reached~~~&#x202c; &#x202e;without~~~&#x202c; &#x202e;a~&#x202c; &#x202e;proxy.~~&#x202c;</translation>
        </message>
        <message>
            <source>The proxy {host} answers.</source>
            <translation>&#x202e;The~&#x202c; &#x202e;proxy~~&#x202c; {host} &#x202e;answers.~~~&#x202c;</translation>
        </message>
        <message>
            <source>network.proxy is no address of a proxy.</source>
            <translation>&#x202e;network.proxy~~~~~&#x202c; &#x202e;is~&#x202c; &#x202e;no~&#x202c; &#x202e;address~~~&#x202c; &#x202e;of~&#x202c; &#x202e;a~&#x202c; &#x202e;proxy.~~&#x202c;</translation>
        </message>
        <message>
            <source>Write it as http://host:port.</source>
            <translation>&#x202e;Write~~&#x202c; &#x202e;it~&#x202c; &#x202e;as~&#x202c; &#x202e;http://host:port.~~~~~~&#x202c;</translation>
        </message>
        <message>
            <source>Nobody knows the proxy's name {host}.</source>
            <translation>&#x202e;Nobody~~&#x202c; &#x202e;knows~~&#x202c; &#x202e;the~&#x202c; &#x202e;proxy's~~~&#x202c; &#x202e;name~~&#x202c; {host}&#x202e;.~&#x202c;</translation>
        </message>
        <message>
            <source>No proxy listens at {host}:{port}.</source>
            <translation>&#x202e;No~&#x202c; &#x202e;proxy~~&#x202c; &#x202e;listens~~~&#x202c; &#x202e;at~&#x202c; {host}&#x202e;:~&#x202c;{port}&#x202e;.~&#x202c;</translation>
        </message>
        <message>
            <source>The proxy {host}:{port} does not answer.</source>
            <translation>&#x202e;The~&#x202c; &#x202e;proxy~~&#x202c; {host}&#x202e;:~&#x202c;{port} &#x202e;does~~&#x202c; &#x202e;not~&#x202c; &#x202e;answer.~~~&#x202c;</translation>
        </message>
        <message>
            <source>The proxy {host}:{port} cannot be reached from here.</source>
            <translation>&#x202e;The~&#x202c; &#x202e;proxy~~&#x202c; {host}&#x202e;:~&#x202c;{port} &#x202e;cannot~~&#x202c; &#x202e;be~&#x202c; &#x202e;reached~~~&#x202c; &#x202e;from~~&#x202c; &#x202e;here.~~&#x202c;</translation>
        </message>
        <message>
            <source>What listens at {host}:{port} is no HTTP proxy.</source>
            <translation>&#x202e;What~~&#x202c; &#x202e;listens~~~&#x202c; &#x202e;at~&#x202c; {host}&#x202e;:~&#x202c;{port} &#x202e;is~&#x202c; &#x202e;no~&#x202c; &#x202e;HTTP~~&#x202c; &#x202e;proxy.~~&#x202c;</translation>
        </message>
        <message>
            <source>The proxy {host}:{port} asks for a name and a password.</source>
            <translation>&#x202e;The~&#x202c; &#x202e;proxy~~&#x202c; {host}&#x202e;:~&#x202c;{port} &#x202e;asks~~&#x202c; &#x202e;for~&#x202c; &#x202e;a~&#x202c; &#x202e;name~~&#x202c; &#x202e;and~&#x202c; &#x202e;a~&#x202c; &#x202e;password.~~~&#x202c;</translation>
        </message>
        <message>
            <source>Have it let this workstation through to the sources without them.</source>
            <translation>&#x202e;Have~~&#x202c; &#x202e;it~&#x202c; &#x202e;let~&#x202c; &#x202e;this~~&#x202c; &#x202e;workstation~~~~&#x202c; &#x202e;through~~~&#x202c; &#x202e;to~&#x202c; &#x202e;the~&#x202c; &#x202e;sources~~~&#x202c; &#x202e;without~~~&#x202c; &#x202e;them.~~&#x202c;</translation>
        </message>
        <message>
            <source>The network gave no answer of any kind within {seconds} s.</source>
            <translation>&#x202e;The~&#x202c; &#x202e;network~~~&#x202c; &#x202e;gave~~&#x202c; &#x202e;no~&#x202c; &#x202e;answer~~&#x202c; &#x202e;of~&#x202c; &#x202e;any~&#x202c; &#x202e;kind~~&#x202c; &#x202e;within~~&#x202c; {seconds} &#x202e;s.~&#x202c;</translation>
        </message>
        <message>
            <source>Look at the network connection and the name servers.</source>
            <translation>&#x202e;Look~~&#x202c; &#x202e;at~&#x202c; &#x202e;the~&#x202c; &#x202e;network~~~&#x202c; &#x202e;connection~~~~&#x202c; &#x202e;and~&#x202c; &#x202e;the~&#x202c; &#x202e;name~~&#x202c; &#x202e;servers.~~~&#x202c;</translation>
        </message>
        <message>
            <source>Look at the network cable or Wi-Fi, then at firewalls on the way.</source>
            <translation>&#x202e;Look~~&#x202c; &#x202e;at~&#x202c; &#x202e;the~&#x202c; &#x202e;network~~~&#x202c; &#x202e;cable~~&#x202c; &#x202e;or~&#x202c; &#x202e;Wi-Fi,~~&#x202c; &#x202e;then~~&#x202c; &#x202e;at~&#x202c; &#x202e;firewalls~~~&#x202c; &#x202e;on~&#x202c; &#x202e;the~&#x202c; &#x202e;way.~~&#x202c;</translation>
        </message>
        <message>
            <source>{title}: {host} is reached.</source>
            <translation>{title}&#x202e;:~&#x202c; {host} &#x202e;is~&#x202c; &#x202e;reached.~~~&#x202c;</translation>
        </message>
        <message>
            <source>{title}: nobody knows the name {host}.</source>
            <translation>{title}&#x202e;:~&#x202c; &#x202e;nobody~~&#x202c; &#x202e;knows~~&#x202c; &#x202e;the~&#x202c; &#x202e;name~~&#x202c; {host}&#x202e;.~&#x202c;</translation>
        </message>
        <message>
            <source>Look at the network connection, the name servers, and fhir_base.</source>
            <translation>&#x202e;Look~~&#x202c; &#x202e;at~&#x202c; &#x202e;the~&#x202c; &#x202e;network~~~&#x202c; &#x202e;connection,~~~~&#x202c; &#x202e;the~&#x202c; &#x202e;name~~&#x202c; &#x202e;servers,~~~&#x202c; &#x202e;and~&#x202c; &#x202e;fhir_base.~~~~&#x202c;</translation>
        </message>
        <message>
            <source>{title}: {host} answers, and nothing listens at port {port}.</source>
            <translation>{title}&#x202e;:~&#x202c; {host} &#x202e;answers,~~~&#x202c; &#x202e;and~&#x202c; &#x202e;nothing~~~&#x202c; &#x202e;listens~~~&#x202c; &#x202e;at~&#x202c; &#x202e;port~~&#x202c; {port}&#x202e;.~&#x202c;</translation>
        </message>
        <message>
            <source>Ask the source's operators whether it runs; compare fhir_base.</source>
            <translation>&#x202e;Ask~&#x202c; &#x202e;the~&#x202c; &#x202e;source's~~~&#x202c; &#x202e;operators~~~&#x202c; &#x202e;whether~~~&#x202c; &#x202e;it~&#x202c; &#x202e;runs;~~&#x202c; &#x202e;compare~~~&#x202c; &#x202e;fhir_base.~~~~&#x202c;</translation>
        </message>
        <message>
            <source>{title}: {host} did not answer in time.</source>
            <translation>{title}&#x202e;:~&#x202c; {host} &#x202e;did~&#x202c; &#x202e;not~&#x202c; &#x202e;answer~~&#x202c; &#x202e;in~&#x202c; &#x202e;time.~~&#x202c;</translation>
        </message>
        <message>
            <source>{title}: there is no way to {host} from here.</source>
            <translation>{title}&#x202e;:~&#x202c; &#x202e;there~~&#x202c; &#x202e;is~&#x202c; &#x202e;no~&#x202c; &#x202e;way~&#x202c; &#x202e;to~&#x202c; {host} &#x202e;from~~&#x202c; &#x202e;here.~~&#x202c;</translation>
        </message>
        <message>
            <source>{title}: the proxy does not open a way to {host} (status {status}).</source>
            <translation>{title}&#x202e;:~&#x202c; &#x202e;the~&#x202c; &#x202e;proxy~~&#x202c; &#x202e;does~~&#x202c; &#x202e;not~&#x202c; &#x202e;open~~&#x202c; &#x202e;a~&#x202c; &#x202e;way~&#x202c; &#x202e;to~&#x202c; {host} &#x202e;(status~~~&#x202c; {status}&#x202e;).~&#x202c;</translation>
        </message>
        <message>
            <source>Have the proxy allow {host}.</source>
            <translation>&#x202e;Have~~&#x202c; &#x202e;the~&#x202c; &#x202e;proxy~~&#x202c; &#x202e;allow~~&#x202c; {host}&#x202e;.~&#x202c;</translation>
        </message>
        <message>
            <source>The source's operators have to renew it. There is no switch to do without.</source>
            <translation>&#x202e;The~&#x202c; &#x202e;source's~~~&#x202c; &#x202e;operators~~~&#x202c; &#x202e;have~~&#x202c; &#x202e;to~&#x202c; &#x202e;renew~~&#x202c; &#x202e;it.~&#x202c; &#x202e;There~~&#x202c; &#x202e;is~&#x202c; &#x202e;no~&#x202c; &#x202e;switch~~&#x202c; &#x202e;to~&#x202c; &#x202e;do~&#x202c; &#x202e;without.~~~&#x202c;</translation>
        </message>
        <message>
            <source>{title}: the certificate is trusted.</source>
            <translation>{title}&#x202e;:~&#x202c; &#x202e;the~&#x202c; &#x202e;certificate~~~~&#x202c; &#x202e;is~&#x202c; &#x202e;trusted.~~~&#x202c;</translation>
        </message>
        <message>
            <source>{title}: the server's certificate ends on {until}, in {days} days.</source>
            <translation>{title}&#x202e;:~&#x202c; &#x202e;the~&#x202c; &#x202e;server's~~~&#x202c; &#x202e;certificate~~~~&#x202c; &#x202e;ends~~&#x202c; &#x202e;on~&#x202c; {until}&#x202e;,~&#x202c; &#x202e;in~&#x202c; {days} &#x202e;days.~~&#x202c;</translation>
        </message>
        <message>
            <source>Tell the source's operators.</source>
            <translation>&#x202e;Tell~~&#x202c; &#x202e;the~&#x202c; &#x202e;source's~~~&#x202c; &#x202e;operators.~~~~&#x202c;</translation>
        </message>
        <message>
            <source>{title}: the certificate of {host} has expired.</source>
            <translation>{title}&#x202e;:~&#x202c; &#x202e;the~&#x202c; &#x202e;certificate~~~~&#x202c; &#x202e;of~&#x202c; {host} &#x202e;has~&#x202c; &#x202e;expired.~~~&#x202c;</translation>
        </message>
        <message>
            <source>{title}: the certificate of {host} is not valid yet.</source>
            <translation>{title}&#x202e;:~&#x202c; &#x202e;the~&#x202c; &#x202e;certificate~~~~&#x202c; &#x202e;of~&#x202c; {host} &#x202e;is~&#x202c; &#x202e;not~&#x202c; &#x202e;valid~~&#x202c; &#x202e;yet.~~&#x202c;</translation>
        </message>
        <message>
            <source>Look at this workstation's clock first; then tell the source's operators.</source>
            <translation>&#x202e;Look~~&#x202c; &#x202e;at~&#x202c; &#x202e;this~~&#x202c; &#x202e;workstation's~~~~~&#x202c; &#x202e;clock~~&#x202c; &#x202e;first;~~&#x202c; &#x202e;then~~&#x202c; &#x202e;tell~~&#x202c; &#x202e;the~&#x202c; &#x202e;source's~~~&#x202c; &#x202e;operators.~~~~&#x202c;</translation>
        </message>
        <message>
            <source>{title}: the certificate of {host} is from an authority not trusted here.</source>
            <translation>{title}&#x202e;:~&#x202c; &#x202e;the~&#x202c; &#x202e;certificate~~~~&#x202c; &#x202e;of~&#x202c; {host} &#x202e;is~&#x202c; &#x202e;from~~&#x202c; &#x202e;an~&#x202c; &#x202e;authority~~~&#x202c; &#x202e;not~&#x202c; &#x202e;trusted~~~&#x202c; &#x202e;here.~~&#x202c;</translation>
        </message>
        <message>
            <source>If the authority is genuine, add it to trust.tls_anchors; a firewall that opens connections shows itself like this too.</source>
            <translation>&#x202e;If~&#x202c; &#x202e;the~&#x202c; &#x202e;authority~~~&#x202c; &#x202e;is~&#x202c; &#x202e;genuine,~~~&#x202c; &#x202e;add~&#x202c; &#x202e;it~&#x202c; &#x202e;to~&#x202c; &#x202e;trust.tls_anchors;~~~~~~&#x202c; &#x202e;a~&#x202c; &#x202e;firewall~~~&#x202c; &#x202e;that~~&#x202c; &#x202e;opens~~&#x202c; &#x202e;connections~~~~&#x202c; &#x202e;shows~~&#x202c; &#x202e;itself~~&#x202c; &#x202e;like~~&#x202c; &#x202e;this~~&#x202c; &#x202e;too.~~&#x202c;</translation>
        </message>
        <message>
            <source>{title}: the certificate was made out to another name than {host}.</source>
            <translation>{title}&#x202e;:~&#x202c; &#x202e;the~&#x202c; &#x202e;certificate~~~~&#x202c; &#x202e;was~&#x202c; &#x202e;made~~&#x202c; &#x202e;out~&#x202c; &#x202e;to~&#x202c; &#x202e;another~~~&#x202c; &#x202e;name~~&#x202c; &#x202e;than~~&#x202c; {host}&#x202e;.~&#x202c;</translation>
        </message>
        <message>
            <source>Compare fhir_base with the name in the certificate; else tell the operators.</source>
            <translation>&#x202e;Compare~~~&#x202c; &#x202e;fhir_base~~~&#x202c; &#x202e;with~~&#x202c; &#x202e;the~&#x202c; &#x202e;name~~&#x202c; &#x202e;in~&#x202c; &#x202e;the~&#x202c; &#x202e;certificate;~~~~&#x202c; &#x202e;else~~&#x202c; &#x202e;tell~~&#x202c; &#x202e;the~&#x202c; &#x202e;operators.~~~~&#x202c;</translation>
        </message>
        <message>
            <source>{title}: a certificate in the chain may not issue others.</source>
            <translation>{title}&#x202e;:~&#x202c; &#x202e;a~&#x202c; &#x202e;certificate~~~~&#x202c; &#x202e;in~&#x202c; &#x202e;the~&#x202c; &#x202e;chain~~&#x202c; &#x202e;may~&#x202c; &#x202e;not~&#x202c; &#x202e;issue~~&#x202c; &#x202e;others.~~~&#x202c;</translation>
        </message>
        <message>
            <source>{title}: the certificate of {host} is not meant for servers.</source>
            <translation>{title}&#x202e;:~&#x202c; &#x202e;the~&#x202c; &#x202e;certificate~~~~&#x202c; &#x202e;of~&#x202c; {host} &#x202e;is~&#x202c; &#x202e;not~&#x202c; &#x202e;meant~~&#x202c; &#x202e;for~&#x202c; &#x202e;servers.~~~&#x202c;</translation>
        </message>
        <message>
            <source>{title}: a key in the certificate's chain is too short.</source>
            <translation>{title}&#x202e;:~&#x202c; &#x202e;a~&#x202c; &#x202e;key~&#x202c; &#x202e;in~&#x202c; &#x202e;the~&#x202c; &#x202e;certificate's~~~~~&#x202c; &#x202e;chain~~&#x202c; &#x202e;is~&#x202c; &#x202e;too~&#x202c; &#x202e;short.~~&#x202c;</translation>
        </message>
        <message>
            <source>{title}: a signature in the certificate's chain is of a broken kind.</source>
            <translation>{title}&#x202e;:~&#x202c; &#x202e;a~&#x202c; &#x202e;signature~~~&#x202c; &#x202e;in~&#x202c; &#x202e;the~&#x202c; &#x202e;certificate's~~~~~&#x202c; &#x202e;chain~~&#x202c; &#x202e;is~&#x202c; &#x202e;of~&#x202c; &#x202e;a~&#x202c; &#x202e;broken~~&#x202c; &#x202e;kind.~~&#x202c;</translation>
        </message>
        <message>
            <source>{title}: the certificate of {host} is refused (OpenSSL {verify_code}).</source>
            <translation>{title}&#x202e;:~&#x202c; &#x202e;the~&#x202c; &#x202e;certificate~~~~&#x202c; &#x202e;of~&#x202c; {host} &#x202e;is~&#x202c; &#x202e;refused~~~&#x202c; &#x202e;(OpenSSL~~~&#x202c; {verify_code}&#x202e;).~&#x202c;</translation>
        </message>
        <message>
            <source>{title}: what answers at {host} does not speak TLS.</source>
            <translation>{title}&#x202e;:~&#x202c; &#x202e;what~~&#x202c; &#x202e;answers~~~&#x202c; &#x202e;at~&#x202c; {host} &#x202e;does~~&#x202c; &#x202e;not~&#x202c; &#x202e;speak~~&#x202c; &#x202e;TLS.~~&#x202c;</translation>
        </message>
        <message>
            <source>Compare the port in fhir_base.</source>
            <translation>&#x202e;Compare~~~&#x202c; &#x202e;the~&#x202c; &#x202e;port~~&#x202c; &#x202e;in~&#x202c; &#x202e;fhir_base.~~~~&#x202c;</translation>
        </message>
        <message>
            <source>{title}: {host} offers only versions of TLS that are no longer safe.</source>
            <translation>{title}&#x202e;:~&#x202c; {host} &#x202e;offers~~&#x202c; &#x202e;only~~&#x202c; &#x202e;versions~~~&#x202c; &#x202e;of~&#x202c; &#x202e;TLS~&#x202c; &#x202e;that~~&#x202c; &#x202e;are~&#x202c; &#x202e;no~&#x202c; &#x202e;longer~~&#x202c; &#x202e;safe.~~&#x202c;</translation>
        </message>
        <message>
            <source>{title}: {host} asks for a certificate of this workstation.</source>
            <translation>{title}&#x202e;:~&#x202c; {host} &#x202e;asks~~&#x202c; &#x202e;for~&#x202c; &#x202e;a~&#x202c; &#x202e;certificate~~~~&#x202c; &#x202e;of~&#x202c; &#x202e;this~~&#x202c; &#x202e;workstation.~~~~&#x202c;</translation>
        </message>
        <message>
            <source>Ask the source's operators for an entrance that does without.</source>
            <translation>&#x202e;Ask~&#x202c; &#x202e;the~&#x202c; &#x202e;source's~~~&#x202c; &#x202e;operators~~~&#x202c; &#x202e;for~&#x202c; &#x202e;an~&#x202c; &#x202e;entrance~~~&#x202c; &#x202e;that~~&#x202c; &#x202e;does~~&#x202c; &#x202e;without.~~~&#x202c;</translation>
        </message>
        <message>
            <source>{title}: no safe connection to {host} came about ({reason}).</source>
            <translation>{title}&#x202e;:~&#x202c; &#x202e;no~&#x202c; &#x202e;safe~~&#x202c; &#x202e;connection~~~~&#x202c; &#x202e;to~&#x202c; {host} &#x202e;came~~&#x202c; &#x202e;about~~&#x202c; &#x202e;(~&#x202c;{reason}&#x202e;).~&#x202c;</translation>
        </message>
        <message>
            <source>{title}: {host} was reached and then said nothing.</source>
            <translation>{title}&#x202e;:~&#x202c; {host} &#x202e;was~&#x202c; &#x202e;reached~~~&#x202c; &#x202e;and~&#x202c; &#x202e;then~~&#x202c; &#x202e;said~~&#x202c; &#x202e;nothing.~~~&#x202c;</translation>
        </message>
        <message>
            <source>Look at firewalls on the way; compare the port in fhir_base.</source>
            <translation>&#x202e;Look~~&#x202c; &#x202e;at~&#x202c; &#x202e;firewalls~~~&#x202c; &#x202e;on~&#x202c; &#x202e;the~&#x202c; &#x202e;way;~~&#x202c; &#x202e;compare~~~&#x202c; &#x202e;the~&#x202c; &#x202e;port~~&#x202c; &#x202e;in~&#x202c; &#x202e;fhir_base.~~~~&#x202c;</translation>
        </message>
        <message>
            <source>{title}: the connection to {host} was cut before it was safe.</source>
            <translation>{title}&#x202e;:~&#x202c; &#x202e;the~&#x202c; &#x202e;connection~~~~&#x202c; &#x202e;to~&#x202c; {host} &#x202e;was~&#x202c; &#x202e;cut~&#x202c; &#x202e;before~~&#x202c; &#x202e;it~&#x202c; &#x202e;was~&#x202c; &#x202e;safe.~~&#x202c;</translation>
        </message>
        <message>
            <source>Look at firewalls on the way.</source>
            <translation>&#x202e;Look~~&#x202c; &#x202e;at~&#x202c; &#x202e;firewalls~~~&#x202c; &#x202e;on~&#x202c; &#x202e;the~&#x202c; &#x202e;way.~~&#x202c;</translation>
        </message>
        <message>
            <source>The source's operators have to change that; until then nobody signs in there.</source>
            <translation>&#x202e;The~&#x202c; &#x202e;source's~~~&#x202c; &#x202e;operators~~~&#x202c; &#x202e;have~~&#x202c; &#x202e;to~&#x202c; &#x202e;change~~&#x202c; &#x202e;that;~~&#x202c; &#x202e;until~~&#x202c; &#x202e;then~~&#x202c; &#x202e;nobody~~&#x202c; &#x202e;signs~~&#x202c; &#x202e;in~&#x202c; &#x202e;there.~~&#x202c;</translation>
        </message>
        <message>
            <source>Compare fhir_base with what the source's operators gave you.</source>
            <translation>&#x202e;Compare~~~&#x202c; &#x202e;fhir_base~~~&#x202c; &#x202e;with~~&#x202c; &#x202e;what~~&#x202c; &#x202e;the~&#x202c; &#x202e;source's~~~&#x202c; &#x202e;operators~~~&#x202c; &#x202e;gave~~&#x202c; &#x202e;you.~~&#x202c;</translation>
        </message>
        <message>
            <source>{title}: {issuer} offers what signing in needs.</source>
            <translation>{title}&#x202e;:~&#x202c; {issuer} &#x202e;offers~~&#x202c; &#x202e;what~~&#x202c; &#x202e;signing~~~&#x202c; &#x202e;in~&#x202c; &#x202e;needs.~~&#x202c;</translation>
        </message>
        <message>
            <source>{title}: a data lake; people sign in there with a name and a password.</source>
            <translation>{title}&#x202e;:~&#x202c; &#x202e;a~&#x202c; &#x202e;data~~&#x202c; &#x202e;lake;~~&#x202c; &#x202e;people~~&#x202c; &#x202e;sign~~&#x202c; &#x202e;in~&#x202c; &#x202e;there~~&#x202c; &#x202e;with~~&#x202c; &#x202e;a~&#x202c; &#x202e;name~~&#x202c; &#x202e;and~&#x202c; &#x202e;a~&#x202c; &#x202e;password.~~~&#x202c;</translation>
        </message>
        <message>
            <source>{title}: no data lake answers there (status {status}).</source>
            <translation>{title}&#x202e;:~&#x202c; &#x202e;no~&#x202c; &#x202e;data~~&#x202c; &#x202e;lake~~&#x202c; &#x202e;answers~~~&#x202c; &#x202e;there~~&#x202c; &#x202e;(status~~~&#x202c; {status}&#x202e;).~&#x202c;</translation>
        </message>
        <message>
            <source>Compare data_lake.base with what the source's operators gave you.</source>
            <translation>&#x202e;Compare~~~&#x202c; &#x202e;data_lake.base~~~~~&#x202c; &#x202e;with~~&#x202c; &#x202e;what~~&#x202c; &#x202e;the~&#x202c; &#x202e;source's~~~&#x202c; &#x202e;operators~~~&#x202c; &#x202e;gave~~&#x202c; &#x202e;you.~~&#x202c;</translation>
        </message>
        <message>
            <source>{title}: the server took the question and did not answer.</source>
            <translation>{title}&#x202e;:~&#x202c; &#x202e;the~&#x202c; &#x202e;server~~&#x202c; &#x202e;took~~&#x202c; &#x202e;the~&#x202c; &#x202e;question~~~&#x202c; &#x202e;and~&#x202c; &#x202e;did~&#x202c; &#x202e;not~&#x202c; &#x202e;answer.~~~&#x202c;</translation>
        </message>
        <message>
            <source>{title}: the server broke off in its answer.</source>
            <translation>{title}&#x202e;:~&#x202c; &#x202e;the~&#x202c; &#x202e;server~~&#x202c; &#x202e;broke~~&#x202c; &#x202e;off~&#x202c; &#x202e;in~&#x202c; &#x202e;its~&#x202c; &#x202e;answer.~~~&#x202c;</translation>
        </message>
        <message>
            <source>{title}: the server does not describe how to sign in (status {status}).</source>
            <translation>{title}&#x202e;:~&#x202c; &#x202e;the~&#x202c; &#x202e;server~~&#x202c; &#x202e;does~~&#x202c; &#x202e;not~&#x202c; &#x202e;describe~~~&#x202c; &#x202e;how~&#x202c; &#x202e;to~&#x202c; &#x202e;sign~~&#x202c; &#x202e;in~&#x202c; &#x202e;(status~~~&#x202c; {status}&#x202e;).~&#x202c;</translation>
        </message>
        <message>
            <source>{title}: the description of how to sign in cannot be understood.</source>
            <translation>{title}&#x202e;:~&#x202c; &#x202e;the~&#x202c; &#x202e;description~~~~&#x202c; &#x202e;of~&#x202c; &#x202e;how~&#x202c; &#x202e;to~&#x202c; &#x202e;sign~~&#x202c; &#x202e;in~&#x202c; &#x202e;cannot~~&#x202c; &#x202e;be~&#x202c; &#x202e;understood.~~~~&#x202c;</translation>
        </message>
        <message>
            <source>{title}: the description of how to sign in lacks {missing}.</source>
            <translation>{title}&#x202e;:~&#x202c; &#x202e;the~&#x202c; &#x202e;description~~~~&#x202c; &#x202e;of~&#x202c; &#x202e;how~&#x202c; &#x202e;to~&#x202c; &#x202e;sign~~&#x202c; &#x202e;in~&#x202c; &#x202e;lacks~~&#x202c; {missing}&#x202e;.~&#x202c;</translation>
        </message>
        <message>
            <source>{title}: the provider calls itself {found}; {expected} is configured.</source>
            <translation>{title}&#x202e;:~&#x202c; &#x202e;the~&#x202c; &#x202e;provider~~~&#x202c; &#x202e;calls~~&#x202c; &#x202e;itself~~&#x202c; {found}&#x202e;;~&#x202c; {expected} &#x202e;is~&#x202c; &#x202e;configured.~~~~&#x202c;</translation>
        </message>
        <message>
            <source>If the provider was renamed, correct the source's issuer; else sign nobody in.</source>
            <translation>&#x202e;If~&#x202c; &#x202e;the~&#x202c; &#x202e;provider~~~&#x202c; &#x202e;was~&#x202c; &#x202e;renamed,~~~&#x202c; &#x202e;correct~~~&#x202c; &#x202e;the~&#x202c; &#x202e;source's~~~&#x202c; &#x202e;issuer;~~~&#x202c; &#x202e;else~~&#x202c; &#x202e;sign~~&#x202c; &#x202e;nobody~~&#x202c; &#x202e;in.~&#x202c;</translation>
        </message>
        <message>
            <source>{title}: its {endpoint} is on another server than the source and its issuer.</source>
            <translation>{title}&#x202e;:~&#x202c; &#x202e;its~&#x202c; {endpoint} &#x202e;is~&#x202c; &#x202e;on~&#x202c; &#x202e;another~~~&#x202c; &#x202e;server~~&#x202c; &#x202e;than~~&#x202c; &#x202e;the~&#x202c; &#x202e;source~~&#x202c; &#x202e;and~&#x202c; &#x202e;its~&#x202c; &#x202e;issuer.~~~&#x202c;</translation>
        </message>
        <message>
            <source>If that is right, name that server as the source's issuer.</source>
            <translation>&#x202e;If~&#x202c; &#x202e;that~~&#x202c; &#x202e;is~&#x202c; &#x202e;right,~~&#x202c; &#x202e;name~~&#x202c; &#x202e;that~~&#x202c; &#x202e;server~~&#x202c; &#x202e;as~&#x202c; &#x202e;the~&#x202c; &#x202e;source's~~~&#x202c; &#x202e;issuer.~~~&#x202c;</translation>
        </message>
        <message>
            <source>{title}: tokens bound to a key are required, and not offered there.</source>
            <translation>{title}&#x202e;:~&#x202c; &#x202e;tokens~~&#x202c; &#x202e;bound~~&#x202c; &#x202e;to~&#x202c; &#x202e;a~&#x202c; &#x202e;key~&#x202c; &#x202e;are~&#x202c; &#x202e;required,~~~&#x202c; &#x202e;and~&#x202c; &#x202e;not~&#x202c; &#x202e;offered~~~&#x202c; &#x202e;there.~~&#x202c;</translation>
        </message>
        <message>
            <source>Have the operators offer DPoP with ES256, or set the source's dpop = "offered".</source>
            <translation>&#x202e;Have~~&#x202c; &#x202e;the~&#x202c; &#x202e;operators~~~&#x202c; &#x202e;offer~~&#x202c; &#x202e;DPoP~~&#x202c; &#x202e;with~~&#x202c; &#x202e;ES256,~~&#x202c; &#x202e;or~&#x202c; &#x202e;set~&#x202c; &#x202e;the~&#x202c; &#x202e;source's~~~&#x202c; &#x202e;dpop~~&#x202c; &#x202e;=~&#x202c; &#x202e;"offered".~~~~&#x202c;</translation>
        </message>
        <message>
            <source>{title}: nobody can be enrolled without a card, for it offers no sign-in page.</source>
            <translation>{title}&#x202e;:~&#x202c; &#x202e;nobody~~&#x202c; &#x202e;can~&#x202c; &#x202e;be~&#x202c; &#x202e;enrolled~~~&#x202c; &#x202e;without~~~&#x202c; &#x202e;a~&#x202c; &#x202e;card,~~&#x202c; &#x202e;for~&#x202c; &#x202e;it~&#x202c; &#x202e;offers~~&#x202c; &#x202e;no~&#x202c; &#x202e;sign-in~~~&#x202c; &#x202e;page.~~&#x202c;</translation>
        </message>
        <message>
            <source>Forbid that way in with keyring.allowed = false, or have the operators offer it.</source>
            <translation>&#x202e;Forbid~~&#x202c; &#x202e;that~~&#x202c; &#x202e;way~&#x202c; &#x202e;in~&#x202c; &#x202e;with~~&#x202c; &#x202e;keyring.allowed~~~~~&#x202c; &#x202e;=~&#x202c; &#x202e;false,~~&#x202c; &#x202e;or~&#x202c; &#x202e;have~~&#x202c; &#x202e;the~&#x202c; &#x202e;operators~~~&#x202c; &#x202e;offer~~&#x202c; &#x202e;it.~&#x202c;</translation>
        </message>
        <message>
            <source>{title}: nobody can be enrolled without a card, for programs have to sign.</source>
            <translation>{title}&#x202e;:~&#x202c; &#x202e;nobody~~&#x202c; &#x202e;can~&#x202c; &#x202e;be~&#x202c; &#x202e;enrolled~~~&#x202c; &#x202e;without~~~&#x202c; &#x202e;a~&#x202c; &#x202e;card,~~&#x202c; &#x202e;for~&#x202c; &#x202e;programs~~~&#x202c; &#x202e;have~~&#x202c; &#x202e;to~&#x202c; &#x202e;sign.~~&#x202c;</translation>
        </message>
        <message>
            <source>Forbid that way in with keyring.allowed = false, or have this program made a public one.</source>
            <translation>&#x202e;Forbid~~&#x202c; &#x202e;that~~&#x202c; &#x202e;way~&#x202c; &#x202e;in~&#x202c; &#x202e;with~~&#x202c; &#x202e;keyring.allowed~~~~~&#x202c; &#x202e;=~&#x202c; &#x202e;false,~~&#x202c; &#x202e;or~&#x202c; &#x202e;have~~&#x202c; &#x202e;this~~&#x202c; &#x202e;program~~~&#x202c; &#x202e;made~~&#x202c; &#x202e;a~&#x202c; &#x202e;public~~&#x202c; &#x202e;one.~~&#x202c;</translation>
        </message>
        <message>
            <source>{title}: its sign-in page does without PKCE with S256.</source>
            <translation>{title}&#x202e;:~&#x202c; &#x202e;its~&#x202c; &#x202e;sign-in~~~&#x202c; &#x202e;page~~&#x202c; &#x202e;does~~&#x202c; &#x202e;without~~~&#x202c; &#x202e;PKCE~~&#x202c; &#x202e;with~~&#x202c; &#x202e;S256.~~&#x202c;</translation>
        </message>
        <message>
            <source>{title}: its provider at {host} is not reached ({step}: {reason}).</source>
            <translation>{title}&#x202e;:~&#x202c; &#x202e;its~&#x202c; &#x202e;provider~~~&#x202c; &#x202e;at~&#x202c; {host} &#x202e;is~&#x202c; &#x202e;not~&#x202c; &#x202e;reached~~~&#x202c; &#x202e;(~&#x202c;{step}&#x202e;:~&#x202c; {reason}&#x202e;).~&#x202c;</translation>
        </message>
        <message>
            <source>Have firewalls and the proxy allow {host}; look at its certificate.</source>
            <translation>&#x202e;Have~~&#x202c; &#x202e;firewalls~~~&#x202c; &#x202e;and~&#x202c; &#x202e;the~&#x202c; &#x202e;proxy~~&#x202c; &#x202e;allow~~&#x202c; {host}&#x202e;;~&#x202c; &#x202e;look~~&#x202c; &#x202e;at~&#x202c; &#x202e;its~&#x202c; &#x202e;certificate.~~~~&#x202c;</translation>
        </message>
        <message>
            <source>{title}: the keys that its tokens are signed with cannot be fetched.</source>
            <translation>{title}&#x202e;:~&#x202c; &#x202e;the~&#x202c; &#x202e;keys~~&#x202c; &#x202e;that~~&#x202c; &#x202e;its~&#x202c; &#x202e;tokens~~&#x202c; &#x202e;are~&#x202c; &#x202e;signed~~&#x202c; &#x202e;with~~&#x202c; &#x202e;cannot~~&#x202c; &#x202e;be~&#x202c; &#x202e;fetched.~~~&#x202c;</translation>
        </message>
        <message>
            <source>Have it set from the hospital's time server, and see why it was not.</source>
            <translation>&#x202e;Have~~&#x202c; &#x202e;it~&#x202c; &#x202e;set~&#x202c; &#x202e;from~~&#x202c; &#x202e;the~&#x202c; &#x202e;hospital's~~~~&#x202c; &#x202e;time~~&#x202c; &#x202e;server,~~~&#x202c; &#x202e;and~&#x202c; &#x202e;see~&#x202c; &#x202e;why~&#x202c; &#x202e;it~&#x202c; &#x202e;was~&#x202c; &#x202e;not.~~&#x202c;</translation>
        </message>
        <message>
            <source>This workstation's clock agrees with {sources} sources.</source>
            <translation>&#x202e;This~~&#x202c; &#x202e;workstation's~~~~~&#x202c; &#x202e;clock~~&#x202c; &#x202e;agrees~~&#x202c; &#x202e;with~~&#x202c; {sources} &#x202e;sources.~~~&#x202c;</translation>
        </message>
        <message>
            <source>Not looked at: no source answered with its time.</source>
            <translation>&#x202e;Not~&#x202c; &#x202e;looked~~&#x202c; &#x202e;at:~&#x202c; &#x202e;no~&#x202c; &#x202e;source~~&#x202c; &#x202e;answered~~~&#x202c; &#x202e;with~~&#x202c; &#x202e;its~&#x202c; &#x202e;time.~~&#x202c;</translation>
        </message>
        <message>
            <source>This workstation's clock is {seconds} s ahead.</source>
            <translation>&#x202e;This~~&#x202c; &#x202e;workstation's~~~~~&#x202c; &#x202e;clock~~&#x202c; &#x202e;is~&#x202c; {seconds} &#x202e;s~&#x202c; &#x202e;ahead.~~&#x202c;</translation>
        </message>
        <message>
            <source>This workstation's clock is {seconds} s behind.</source>
            <translation>&#x202e;This~~&#x202c; &#x202e;workstation's~~~~~&#x202c; &#x202e;clock~~&#x202c; &#x202e;is~&#x202c; {seconds} &#x202e;s~&#x202c; &#x202e;behind.~~~&#x202c;</translation>
        </message>
        <message>
            <source>{title}: its clock stands {seconds} s from all others.</source>
            <translation>{title}&#x202e;:~&#x202c; &#x202e;its~&#x202c; &#x202e;clock~~&#x202c; &#x202e;stands~~&#x202c; {seconds} &#x202e;s~&#x202c; &#x202e;from~~&#x202c; &#x202e;all~&#x202c; &#x202e;others.~~~&#x202c;</translation>
        </message>
        <message>
            <source>Correct the file; an example is in the program's documentation.</source>
            <translation>&#x202e;Correct~~~&#x202c; &#x202e;the~&#x202c; &#x202e;file;~~&#x202c; &#x202e;an~&#x202c; &#x202e;example~~~&#x202c; &#x202e;is~&#x202c; &#x202e;in~&#x202c; &#x202e;the~&#x202c; &#x202e;program's~~~&#x202c; &#x202e;documentation.~~~~~&#x202c;</translation>
        </message>
        <message>
            <source>{path}: {sources} sources are asked, {home} is home.</source>
            <translation>{path}&#x202e;:~&#x202c; {sources} &#x202e;sources~~~&#x202c; &#x202e;are~&#x202c; &#x202e;asked,~~&#x202c; {home} &#x202e;is~&#x202c; &#x202e;home.~~&#x202c;</translation>
        </message>
        <message>
            <source>There is no configuration at {path}.</source>
            <translation>&#x202e;There~~&#x202c; &#x202e;is~&#x202c; &#x202e;no~&#x202c; &#x202e;configuration~~~~~&#x202c; &#x202e;at~&#x202c; {path}&#x202e;.~&#x202c;</translation>
        </message>
        <message>
            <source>Put the workstation's configuration there, or name its directory with --profile.</source>
            <translation>&#x202e;Put~&#x202c; &#x202e;the~&#x202c; &#x202e;workstation's~~~~~&#x202c; &#x202e;configuration~~~~~&#x202c; &#x202e;there,~~&#x202c; &#x202e;or~&#x202c; &#x202e;name~~&#x202c; &#x202e;its~&#x202c; &#x202e;directory~~~&#x202c; &#x202e;with~~&#x202c; &#x202e;--profile.~~~~&#x202c;</translation>
        </message>
        <message>
            <source>The configuration {path} cannot be read by this account.</source>
            <translation>&#x202e;The~&#x202c; &#x202e;configuration~~~~~&#x202c; {path} &#x202e;cannot~~&#x202c; &#x202e;be~&#x202c; &#x202e;read~~&#x202c; &#x202e;by~&#x202c; &#x202e;this~~&#x202c; &#x202e;account.~~~&#x202c;</translation>
        </message>
        <message>
            <source>The configuration {path} is no TOML: see line {line}.</source>
            <translation>&#x202e;The~&#x202c; &#x202e;configuration~~~~~&#x202c; {path} &#x202e;is~&#x202c; &#x202e;no~&#x202c; &#x202e;TOML:~~&#x202c; &#x202e;see~&#x202c; &#x202e;line~~&#x202c; {line}&#x202e;.~&#x202c;</translation>
        </message>
        <message>
            <source>The configuration {path} is no UTF-8 text.</source>
            <translation>&#x202e;The~&#x202c; &#x202e;configuration~~~~~&#x202c; {path} &#x202e;is~&#x202c; &#x202e;no~&#x202c; &#x202e;UTF-8~~&#x202c; &#x202e;text.~~&#x202c;</translation>
        </message>
        <message>
            <source>Save it as UTF-8.</source>
            <translation>&#x202e;Save~~&#x202c; &#x202e;it~&#x202c; &#x202e;as~&#x202c; &#x202e;UTF-8.~~&#x202c;</translation>
        </message>
        <message>
            <source>{where} does not begin with https://.</source>
            <translation>{where} &#x202e;does~~&#x202c; &#x202e;not~&#x202c; &#x202e;begin~~&#x202c; &#x202e;with~~&#x202c; &#x202e;https://.~~~&#x202c;</translation>
        </message>
        <message>
            <source>Give the source's address with https://; there is no switch to do without.</source>
            <translation>&#x202e;Give~~&#x202c; &#x202e;the~&#x202c; &#x202e;source's~~~&#x202c; &#x202e;address~~~&#x202c; &#x202e;with~~&#x202c; &#x202e;https://;~~~&#x202c; &#x202e;there~~&#x202c; &#x202e;is~&#x202c; &#x202e;no~&#x202c; &#x202e;switch~~&#x202c; &#x202e;to~&#x202c; &#x202e;do~&#x202c; &#x202e;without.~~~&#x202c;</translation>
        </message>
        <message>
            <source>The configuration has a key that nothing reads: {key}, at {where}.</source>
            <translation>&#x202e;The~&#x202c; &#x202e;configuration~~~~~&#x202c; &#x202e;has~&#x202c; &#x202e;a~&#x202c; &#x202e;key~&#x202c; &#x202e;that~~&#x202c; &#x202e;nothing~~~&#x202c; &#x202e;reads:~~&#x202c; {key}&#x202e;,~&#x202c; &#x202e;at~&#x202c; {where}&#x202e;.~&#x202c;</translation>
        </message>
        <message>
            <source>Look for a slip in its spelling, or take it out.</source>
            <translation>&#x202e;Look~~&#x202c; &#x202e;for~&#x202c; &#x202e;a~&#x202c; &#x202e;slip~~&#x202c; &#x202e;in~&#x202c; &#x202e;its~&#x202c; &#x202e;spelling,~~~&#x202c; &#x202e;or~&#x202c; &#x202e;take~~&#x202c; &#x202e;it~&#x202c; &#x202e;out.~~&#x202c;</translation>
        </message>
        <message>
            <source>The configuration lacks the key {key}, at {where}.</source>
            <translation>&#x202e;The~&#x202c; &#x202e;configuration~~~~~&#x202c; &#x202e;lacks~~&#x202c; &#x202e;the~&#x202c; &#x202e;key~&#x202c; {key}&#x202e;,~&#x202c; &#x202e;at~&#x202c; {where}&#x202e;.~&#x202c;</translation>
        </message>
        <message>
            <source>Add it; an example is in the program's documentation.</source>
            <translation>&#x202e;Add~&#x202c; &#x202e;it;~&#x202c; &#x202e;an~&#x202c; &#x202e;example~~~&#x202c; &#x202e;is~&#x202c; &#x202e;in~&#x202c; &#x202e;the~&#x202c; &#x202e;program's~~~&#x202c; &#x202e;documentation.~~~~~&#x202c;</translation>
        </message>
        <message>
            <source>The configuration cannot be used: {where}: {problem}.</source>
            <translation>&#x202e;The~&#x202c; &#x202e;configuration~~~~~&#x202c; &#x202e;cannot~~&#x202c; &#x202e;be~&#x202c; &#x202e;used:~~&#x202c; {where}&#x202e;:~&#x202c; {problem}&#x202e;.~&#x202c;</translation>
        </message>
        <message>
            <source>Not looked at: the installer sets the rights here.</source>
            <translation>&#x202e;Not~&#x202c; &#x202e;looked~~&#x202c; &#x202e;at:~&#x202c; &#x202e;the~&#x202c; &#x202e;installer~~~&#x202c; &#x202e;sets~~&#x202c; &#x202e;the~&#x202c; &#x202e;rights~~&#x202c; &#x202e;here.~~&#x202c;</translation>
        </message>
        <message>
            <source>The program's directories are for this account alone.</source>
            <translation>&#x202e;The~&#x202c; &#x202e;program's~~~&#x202c; &#x202e;directories~~~~&#x202c; &#x202e;are~&#x202c; &#x202e;for~&#x202c; &#x202e;this~~&#x202c; &#x202e;account~~~&#x202c; &#x202e;alone.~~&#x202c;</translation>
        </message>
        <message>
            <source>{path} belongs to another account.</source>
            <translation>{path} &#x202e;belongs~~~&#x202c; &#x202e;to~&#x202c; &#x202e;another~~~&#x202c; &#x202e;account.~~~&#x202c;</translation>
        </message>
        <message>
            <source>Give it to this account, or run the doctor as the account that uses it.</source>
            <translation>&#x202e;Give~~&#x202c; &#x202e;it~&#x202c; &#x202e;to~&#x202c; &#x202e;this~~&#x202c; &#x202e;account,~~~&#x202c; &#x202e;or~&#x202c; &#x202e;run~&#x202c; &#x202e;the~&#x202c; &#x202e;doctor~~&#x202c; &#x202e;as~&#x202c; &#x202e;the~&#x202c; &#x202e;account~~~&#x202c; &#x202e;that~~&#x202c; &#x202e;uses~~&#x202c; &#x202e;it.~&#x202c;</translation>
        </message>
        <message>
            <source>{path} cannot be written to.</source>
            <translation>{path} &#x202e;cannot~~&#x202c; &#x202e;be~&#x202c; &#x202e;written~~~&#x202c; &#x202e;to.~&#x202c;</translation>
        </message>
        <message>
            <source>Let this account write there.</source>
            <translation>&#x202e;Let~&#x202c; &#x202e;this~~&#x202c; &#x202e;account~~~&#x202c; &#x202e;write~~&#x202c; &#x202e;there.~~&#x202c;</translation>
        </message>
        <message>
            <source>Other accounts can get at {path} ({count} in all).</source>
            <translation>&#x202e;Other~~&#x202c; &#x202e;accounts~~~&#x202c; &#x202e;can~&#x202c; &#x202e;get~&#x202c; &#x202e;at~&#x202c; {path} &#x202e;(~&#x202c;{count} &#x202e;in~&#x202c; &#x202e;all).~~&#x202c;</translation>
        </message>
        <message>
            <source>Take their rights away: directories 0700, files 0600.</source>
            <translation>&#x202e;Take~~&#x202c; &#x202e;their~~&#x202c; &#x202e;rights~~&#x202c; &#x202e;away:~~&#x202c; &#x202e;directories~~~~&#x202c; &#x202e;0700,~~&#x202c; &#x202e;files~~&#x202c; &#x202e;0600.~~&#x202c;</translation>
        </message>
        <message>
            <source>What decides whom the program trusts cannot be changed by others.</source>
            <translation>&#x202e;What~~&#x202c; &#x202e;decides~~~&#x202c; &#x202e;whom~~&#x202c; &#x202e;the~&#x202c; &#x202e;program~~~&#x202c; &#x202e;trusts~~&#x202c; &#x202e;cannot~~&#x202c; &#x202e;be~&#x202c; &#x202e;changed~~~&#x202c; &#x202e;by~&#x202c; &#x202e;others.~~~&#x202c;</translation>
        </message>
        <message>
            <source>Every account can change {path}, and so whom the program trusts.</source>
            <translation>&#x202e;Every~~&#x202c; &#x202e;account~~~&#x202c; &#x202e;can~&#x202c; &#x202e;change~~&#x202c; {path}&#x202e;,~&#x202c; &#x202e;and~&#x202c; &#x202e;so~&#x202c; &#x202e;whom~~&#x202c; &#x202e;the~&#x202c; &#x202e;program~~~&#x202c; &#x202e;trusts.~~~&#x202c;</translation>
        </message>
        <message>
            <source>Take away the right of others to write to it and to its directory.</source>
            <translation>&#x202e;Take~~&#x202c; &#x202e;away~~&#x202c; &#x202e;the~&#x202c; &#x202e;right~~&#x202c; &#x202e;of~&#x202c; &#x202e;others~~&#x202c; &#x202e;to~&#x202c; &#x202e;write~~&#x202c; &#x202e;to~&#x202c; &#x202e;it~&#x202c; &#x202e;and~&#x202c; &#x202e;to~&#x202c; &#x202e;its~&#x202c; &#x202e;directory.~~~~&#x202c;</translation>
        </message>
        <message>
            <source>The system keeps the program's memory out of core dumps.</source>
            <translation>&#x202e;The~&#x202c; &#x202e;system~~&#x202c; &#x202e;keeps~~&#x202c; &#x202e;the~&#x202c; &#x202e;program's~~~&#x202c; &#x202e;memory~~&#x202c; &#x202e;out~&#x202c; &#x202e;of~&#x202c; &#x202e;core~~&#x202c; &#x202e;dumps.~~&#x202c;</translation>
        </message>
        <message>
            <source>This system does not let a program forbid dumps of its memory.</source>
            <translation>&#x202e;This~~&#x202c; &#x202e;system~~&#x202c; &#x202e;does~~&#x202c; &#x202e;not~&#x202c; &#x202e;let~&#x202c; &#x202e;a~&#x202c; &#x202e;program~~~&#x202c; &#x202e;forbid~~&#x202c; &#x202e;dumps~~&#x202c; &#x202e;of~&#x202c; &#x202e;its~&#x202c; &#x202e;memory.~~~&#x202c;</translation>
        </message>
        <message>
            <source>Switch error reports with memory off by policy.</source>
            <translation>&#x202e;Switch~~&#x202c; &#x202e;error~~&#x202c; &#x202e;reports~~~&#x202c; &#x202e;with~~&#x202c; &#x202e;memory~~&#x202c; &#x202e;off~&#x202c; &#x202e;by~&#x202c; &#x202e;policy.~~~&#x202c;</translation>
        </message>
        <message>
            <source>No keys of connections are written to a file.</source>
            <translation>&#x202e;No~&#x202c; &#x202e;keys~~&#x202c; &#x202e;of~&#x202c; &#x202e;connections~~~~&#x202c; &#x202e;are~&#x202c; &#x202e;written~~~&#x202c; &#x202e;to~&#x202c; &#x202e;a~&#x202c; &#x202e;file.~~&#x202c;</translation>
        </message>
        <message>
            <source>The keys of all connections are to be written to {path}. They are not.</source>
            <translation>&#x202e;The~&#x202c; &#x202e;keys~~&#x202c; &#x202e;of~&#x202c; &#x202e;all~&#x202c; &#x202e;connections~~~~&#x202c; &#x202e;are~&#x202c; &#x202e;to~&#x202c; &#x202e;be~&#x202c; &#x202e;written~~~&#x202c; &#x202e;to~&#x202c; {path}&#x202e;.~&#x202c; &#x202e;They~~&#x202c; &#x202e;are~&#x202c; &#x202e;not.~~&#x202c;</translation>
        </message>
        <message>
            <source>Find out who set the variable SSLKEYLOGFILE, and take it away.</source>
            <translation>&#x202e;Find~~&#x202c; &#x202e;out~&#x202c; &#x202e;who~&#x202c; &#x202e;set~&#x202c; &#x202e;the~&#x202c; &#x202e;variable~~~&#x202c; &#x202e;SSLKEYLOGFILE,~~~~~&#x202c; &#x202e;and~&#x202c; &#x202e;take~~&#x202c; &#x202e;it~&#x202c; &#x202e;away.~~&#x202c;</translation>
        </message>
        <message>
            <source>It answers: {entries} entries, {undelivered} not delivered yet.</source>
            <translation>&#x202e;It~&#x202c; &#x202e;answers:~~~&#x202c; {entries} &#x202e;entries,~~~&#x202c; {undelivered} &#x202e;not~&#x202c; &#x202e;delivered~~~&#x202c; &#x202e;yet.~~&#x202c;</translation>
        </message>
        <message>
            <source>It answers: {entries} entries, {undelivered} not delivered yet. Its keys are bound to this computer by its TPM.</source>
            <translation>&#x202e;It~&#x202c; &#x202e;answers:~~~&#x202c; {entries} &#x202e;entries,~~~&#x202c; {undelivered} &#x202e;not~&#x202c; &#x202e;delivered~~~&#x202c; &#x202e;yet.~~&#x202c; &#x202e;Its~&#x202c; &#x202e;keys~~&#x202c; &#x202e;are~&#x202c; &#x202e;bound~~&#x202c; &#x202e;to~&#x202c; &#x202e;this~~&#x202c; &#x202e;computer~~~&#x202c; &#x202e;by~&#x202c; &#x202e;its~&#x202c; &#x202e;TPM.~~&#x202c;</translation>
        </message>
        <message>
            <source>Older files of the evidence were put in place of newer ones. It goes on from there.</source>
            <translation>&#x202e;Older~~&#x202c; &#x202e;files~~&#x202c; &#x202e;of~&#x202c; &#x202e;the~&#x202c; &#x202e;evidence~~~&#x202c; &#x202e;were~~&#x202c; &#x202e;put~&#x202c; &#x202e;in~&#x202c; &#x202e;place~~&#x202c; &#x202e;of~&#x202c; &#x202e;newer~~&#x202c; &#x202e;ones.~~&#x202c; &#x202e;It~&#x202c; &#x202e;goes~~&#x202c; &#x202e;on~&#x202c; &#x202e;from~~&#x202c; &#x202e;there.~~&#x202c;</translation>
        </message>
        <message>
            <source>Find out who did it, and compare with the audit repository.</source>
            <translation>&#x202e;Find~~&#x202c; &#x202e;out~&#x202c; &#x202e;who~&#x202c; &#x202e;did~&#x202c; &#x202e;it,~&#x202c; &#x202e;and~&#x202c; &#x202e;compare~~~&#x202c; &#x202e;with~~&#x202c; &#x202e;the~&#x202c; &#x202e;audit~~&#x202c; &#x202e;repository.~~~~&#x202c;</translation>
        </message>
        <message>
            <source>Not looked at: it runs while the window is open.</source>
            <translation>&#x202e;Not~&#x202c; &#x202e;looked~~&#x202c; &#x202e;at:~&#x202c; &#x202e;it~&#x202c; &#x202e;runs~~&#x202c; &#x202e;while~~&#x202c; &#x202e;the~&#x202c; &#x202e;window~~&#x202c; &#x202e;is~&#x202c; &#x202e;open.~~&#x202c;</translation>
        </message>
        <message>
            <source>The keeper of evidence runs and did not answer within {seconds} s.</source>
            <translation>&#x202e;The~&#x202c; &#x202e;keeper~~&#x202c; &#x202e;of~&#x202c; &#x202e;evidence~~~&#x202c; &#x202e;runs~~&#x202c; &#x202e;and~&#x202c; &#x202e;did~&#x202c; &#x202e;not~&#x202c; &#x202e;answer~~&#x202c; &#x202e;within~~&#x202c; {seconds} &#x202e;s.~&#x202c;</translation>
        </message>
        <message>
            <source>Close the program's windows and open one again.</source>
            <translation>&#x202e;Close~~&#x202c; &#x202e;the~&#x202c; &#x202e;program's~~~&#x202c; &#x202e;windows~~~&#x202c; &#x202e;and~&#x202c; &#x202e;open~~&#x202c; &#x202e;one~&#x202c; &#x202e;again.~~&#x202c;</translation>
        </message>
        <message>
            <source>The keeper of evidence answers that it cannot keep any ({reason}).</source>
            <translation>&#x202e;The~&#x202c; &#x202e;keeper~~&#x202c; &#x202e;of~&#x202c; &#x202e;evidence~~~&#x202c; &#x202e;answers~~~&#x202c; &#x202e;that~~&#x202c; &#x202e;it~&#x202c; &#x202e;cannot~~&#x202c; &#x202e;keep~~&#x202c; &#x202e;any~&#x202c; &#x202e;(~&#x202c;{reason}&#x202e;).~&#x202c;</translation>
        </message>
        <message>
            <source>See that its disk has room; keep its files as they are and tell support.</source>
            <translation>&#x202e;See~&#x202c; &#x202e;that~~&#x202c; &#x202e;its~&#x202c; &#x202e;disk~~&#x202c; &#x202e;has~&#x202c; &#x202e;room;~~&#x202c; &#x202e;keep~~&#x202c; &#x202e;its~&#x202c; &#x202e;files~~&#x202c; &#x202e;as~&#x202c; &#x202e;they~~&#x202c; &#x202e;are~&#x202c; &#x202e;and~&#x202c; &#x202e;tell~~&#x202c; &#x202e;support.~~~&#x202c;</translation>
        </message>
        <message>
            <source>Put the authorities' present certificates (PEM) into this file.</source>
            <translation>&#x202e;Put~&#x202c; &#x202e;the~&#x202c; &#x202e;authorities'~~~~&#x202c; &#x202e;present~~~&#x202c; &#x202e;certificates~~~~&#x202c; &#x202e;(PEM)~~&#x202c; &#x202e;into~~&#x202c; &#x202e;this~~&#x202c; &#x202e;file.~~&#x202c;</translation>
        </message>
        <message>
            <source>{path}: authorities that are trusted: {total}.</source>
            <translation>{path}&#x202e;:~&#x202c; &#x202e;authorities~~~~&#x202c; &#x202e;that~~&#x202c; &#x202e;are~&#x202c; &#x202e;trusted:~~~&#x202c; {total}&#x202e;.~&#x202c;</translation>
        </message>
        <message>
            <source>The file of trusted authorities is missing: {path}.</source>
            <translation>&#x202e;The~&#x202c; &#x202e;file~~&#x202c; &#x202e;of~&#x202c; &#x202e;trusted~~~&#x202c; &#x202e;authorities~~~~&#x202c; &#x202e;is~&#x202c; &#x202e;missing:~~~&#x202c; {path}&#x202e;.~&#x202c;</translation>
        </message>
        <message>
            <source>The file of trusted authorities cannot be read: {path}.</source>
            <translation>&#x202e;The~&#x202c; &#x202e;file~~&#x202c; &#x202e;of~&#x202c; &#x202e;trusted~~~&#x202c; &#x202e;authorities~~~~&#x202c; &#x202e;cannot~~&#x202c; &#x202e;be~&#x202c; &#x202e;read:~~&#x202c; {path}&#x202e;.~&#x202c;</translation>
        </message>
        <message>
            <source>The file of trusted authorities is empty: {path}.</source>
            <translation>&#x202e;The~&#x202c; &#x202e;file~~&#x202c; &#x202e;of~&#x202c; &#x202e;trusted~~~&#x202c; &#x202e;authorities~~~~&#x202c; &#x202e;is~&#x202c; &#x202e;empty:~~&#x202c; {path}&#x202e;.~&#x202c;</translation>
        </message>
        <message>
            <source>{path} holds no certificates in PEM form.</source>
            <translation>{path} &#x202e;holds~~&#x202c; &#x202e;no~&#x202c; &#x202e;certificates~~~~&#x202c; &#x202e;in~&#x202c; &#x202e;PEM~&#x202c; &#x202e;form.~~&#x202c;</translation>
        </message>
        <message>
            <source>Every authority in {path} is outside its time; the last ended on {until}.</source>
            <translation>&#x202e;Every~~&#x202c; &#x202e;authority~~~&#x202c; &#x202e;in~&#x202c; {path} &#x202e;is~&#x202c; &#x202e;outside~~~&#x202c; &#x202e;its~&#x202c; &#x202e;time;~~&#x202c; &#x202e;the~&#x202c; &#x202e;last~~&#x202c; &#x202e;ended~~&#x202c; &#x202e;on~&#x202c; {until}&#x202e;.~&#x202c;</translation>
        </message>
        <message>
            <source>{count} of {total} authorities in {path} are outside their time.</source>
            <translation>{count} &#x202e;of~&#x202c; {total} &#x202e;authorities~~~~&#x202c; &#x202e;in~&#x202c; {path} &#x202e;are~&#x202c; &#x202e;outside~~~&#x202c; &#x202e;their~~&#x202c; &#x202e;time.~~&#x202c;</translation>
        </message>
        <message>
            <source>Replace them before somebody needs them.</source>
            <translation>&#x202e;Replace~~~&#x202c; &#x202e;them~~&#x202c; &#x202e;before~~&#x202c; &#x202e;somebody~~~&#x202c; &#x202e;needs~~&#x202c; &#x202e;them.~~&#x202c;</translation>
        </message>
        <message>
            <source>Have the present list fetched again, and see why that stopped.</source>
            <translation>&#x202e;Have~~&#x202c; &#x202e;the~&#x202c; &#x202e;present~~~&#x202c; &#x202e;list~~&#x202c; &#x202e;fetched~~~&#x202c; &#x202e;again,~~&#x202c; &#x202e;and~&#x202c; &#x202e;see~&#x202c; &#x202e;why~&#x202c; &#x202e;that~~&#x202c; &#x202e;stopped.~~~&#x202c;</translation>
        </message>
        <message>
            <source>{path} is current until {until}.</source>
            <translation>{path} &#x202e;is~&#x202c; &#x202e;current~~~&#x202c; &#x202e;until~~&#x202c; {until}&#x202e;.~&#x202c;</translation>
        </message>
        <message>
            <source>No list of revoked cards is configured, and none is required.</source>
            <translation>&#x202e;No~&#x202c; &#x202e;list~~&#x202c; &#x202e;of~&#x202c; &#x202e;revoked~~~&#x202c; &#x202e;cards~~&#x202c; &#x202e;is~&#x202c; &#x202e;configured,~~~~&#x202c; &#x202e;and~&#x202c; &#x202e;none~~&#x202c; &#x202e;is~&#x202c; &#x202e;required.~~~&#x202c;</translation>
        </message>
        <message>
            <source>A list of revoked cards is required, and none is configured.</source>
            <translation>&#x202e;A~&#x202c; &#x202e;list~~&#x202c; &#x202e;of~&#x202c; &#x202e;revoked~~~&#x202c; &#x202e;cards~~&#x202c; &#x202e;is~&#x202c; &#x202e;required,~~~&#x202c; &#x202e;and~&#x202c; &#x202e;none~~&#x202c; &#x202e;is~&#x202c; &#x202e;configured.~~~~&#x202c;</translation>
        </message>
        <message>
            <source>Name the card authority's list under trust.card_crls.</source>
            <translation>&#x202e;Name~~&#x202c; &#x202e;the~&#x202c; &#x202e;card~~&#x202c; &#x202e;authority's~~~~&#x202c; &#x202e;list~~&#x202c; &#x202e;under~~&#x202c; &#x202e;trust.card_crls.~~~~~~&#x202c;</translation>
        </message>
        <message>
            <source>The list of revoked cards is missing: {path}.</source>
            <translation>&#x202e;The~&#x202c; &#x202e;list~~&#x202c; &#x202e;of~&#x202c; &#x202e;revoked~~~&#x202c; &#x202e;cards~~&#x202c; &#x202e;is~&#x202c; &#x202e;missing:~~~&#x202c; {path}&#x202e;.~&#x202c;</translation>
        </message>
        <message>
            <source>The list of revoked cards cannot be read: {path}.</source>
            <translation>&#x202e;The~&#x202c; &#x202e;list~~&#x202c; &#x202e;of~&#x202c; &#x202e;revoked~~~&#x202c; &#x202e;cards~~&#x202c; &#x202e;cannot~~&#x202c; &#x202e;be~&#x202c; &#x202e;read:~~&#x202c; {path}&#x202e;.~&#x202c;</translation>
        </message>
        <message>
            <source>{path} is no list of revoked certificates.</source>
            <translation>{path} &#x202e;is~&#x202c; &#x202e;no~&#x202c; &#x202e;list~~&#x202c; &#x202e;of~&#x202c; &#x202e;revoked~~~&#x202c; &#x202e;certificates.~~~~~&#x202c;</translation>
        </message>
        <message>
            <source>{path} was issued on {since}, which is still to come by this clock.</source>
            <translation>{path} &#x202e;was~&#x202c; &#x202e;issued~~&#x202c; &#x202e;on~&#x202c; {since}&#x202e;,~&#x202c; &#x202e;which~~&#x202c; &#x202e;is~&#x202c; &#x202e;still~~&#x202c; &#x202e;to~&#x202c; &#x202e;come~~&#x202c; &#x202e;by~&#x202c; &#x202e;this~~&#x202c; &#x202e;clock.~~&#x202c;</translation>
        </message>
        <message>
            <source>Set this workstation's clock.</source>
            <translation>&#x202e;Set~&#x202c; &#x202e;this~~&#x202c; &#x202e;workstation's~~~~~&#x202c; &#x202e;clock.~~&#x202c;</translation>
        </message>
        <message>
            <source>{path} is out of date since {until}.</source>
            <translation>{path} &#x202e;is~&#x202c; &#x202e;out~&#x202c; &#x202e;of~&#x202c; &#x202e;date~~&#x202c; &#x202e;since~~&#x202c; {until}&#x202e;.~&#x202c;</translation>
        </message>
        <message>
            <source>Have the system's own keyring chosen, or forbid this way in with keyring.allowed = false.</source>
            <translation>&#x202e;Have~~&#x202c; &#x202e;the~&#x202c; &#x202e;system's~~~&#x202c; &#x202e;own~&#x202c; &#x202e;keyring~~~&#x202c; &#x202e;chosen,~~~&#x202c; &#x202e;or~&#x202c; &#x202e;forbid~~&#x202c; &#x202e;this~~&#x202c; &#x202e;way~&#x202c; &#x202e;in~&#x202c; &#x202e;with~~&#x202c; &#x202e;keyring.allowed~~~~~&#x202c; &#x202e;=~&#x202c; &#x202e;false.~~&#x202c;</translation>
        </message>
        <message>
            <source>Not looked at: policy allows cards alone.</source>
            <translation>&#x202e;Not~&#x202c; &#x202e;looked~~&#x202c; &#x202e;at:~&#x202c; &#x202e;policy~~&#x202c; &#x202e;allows~~&#x202c; &#x202e;cards~~&#x202c; &#x202e;alone.~~&#x202c;</translation>
        </message>
        <message>
            <source>{account} is no account that policy calls shared.</source>
            <translation>{account} &#x202e;is~&#x202c; &#x202e;no~&#x202c; &#x202e;account~~~&#x202c; &#x202e;that~~&#x202c; &#x202e;policy~~&#x202c; &#x202e;calls~~&#x202c; &#x202e;shared.~~~&#x202c;</translation>
        </message>
        <message>
            <source>Policy says that several people use the account {account}.</source>
            <translation>&#x202e;Policy~~&#x202c; &#x202e;says~~&#x202c; &#x202e;that~~&#x202c; &#x202e;several~~~&#x202c; &#x202e;people~~&#x202c; &#x202e;use~&#x202c; &#x202e;the~&#x202c; &#x202e;account~~~&#x202c; {account}&#x202e;.~&#x202c;</translation>
        </message>
        <message>
            <source>Give people accounts of their own, or forbid this way in with keyring.allowed = false.</source>
            <translation>&#x202e;Give~~&#x202c; &#x202e;people~~&#x202c; &#x202e;accounts~~~&#x202c; &#x202e;of~&#x202c; &#x202e;their~~&#x202c; &#x202e;own,~~&#x202c; &#x202e;or~&#x202c; &#x202e;forbid~~&#x202c; &#x202e;this~~&#x202c; &#x202e;way~&#x202c; &#x202e;in~&#x202c; &#x202e;with~~&#x202c; &#x202e;keyring.allowed~~~~~&#x202c; &#x202e;=~&#x202c; &#x202e;false.~~&#x202c;</translation>
        </message>
        <message>
            <source>{count} people are enrolled in the account {account}; policy allows one.</source>
            <translation>{count} &#x202e;people~~&#x202c; &#x202e;are~&#x202c; &#x202e;enrolled~~~&#x202c; &#x202e;in~&#x202c; &#x202e;the~&#x202c; &#x202e;account~~~&#x202c; {account}&#x202e;;~&#x202c; &#x202e;policy~~&#x202c; &#x202e;allows~~&#x202c; &#x202e;one.~~&#x202c;</translation>
        </message>
        <message>
            <source>Remove those who left on the sign-in page, or allow it with keyring.one_person = false.</source>
            <translation>&#x202e;Remove~~&#x202c; &#x202e;those~~&#x202c; &#x202e;who~&#x202c; &#x202e;left~~&#x202c; &#x202e;on~&#x202c; &#x202e;the~&#x202c; &#x202e;sign-in~~~&#x202c; &#x202e;page,~~&#x202c; &#x202e;or~&#x202c; &#x202e;allow~~&#x202c; &#x202e;it~&#x202c; &#x202e;with~~&#x202c; &#x202e;keyring.one_person~~~~~~&#x202c; &#x202e;=~&#x202c; &#x202e;false.~~&#x202c;</translation>
        </message>
        <message>
            <source>The keyring kept a secret, gave it back and removed it.</source>
            <translation>&#x202e;The~&#x202c; &#x202e;keyring~~~&#x202c; &#x202e;kept~~&#x202c; &#x202e;a~&#x202c; &#x202e;secret,~~~&#x202c; &#x202e;gave~~&#x202c; &#x202e;it~&#x202c; &#x202e;back~~&#x202c; &#x202e;and~&#x202c; &#x202e;removed~~~&#x202c; &#x202e;it.~&#x202c;</translation>
        </message>
        <message>
            <source>The keyring has no collection yet; the first person is asked to make one.</source>
            <translation>&#x202e;The~&#x202c; &#x202e;keyring~~~&#x202c; &#x202e;has~&#x202c; &#x202e;no~&#x202c; &#x202e;collection~~~~&#x202c; &#x202e;yet;~~&#x202c; &#x202e;the~&#x202c; &#x202e;first~~&#x202c; &#x202e;person~~&#x202c; &#x202e;is~&#x202c; &#x202e;asked~~&#x202c; &#x202e;to~&#x202c; &#x202e;make~~&#x202c; &#x202e;one.~~&#x202c;</translation>
        </message>
        <message>
            <source>Sign in to the desktop with a password once, so that one is made.</source>
            <translation>&#x202e;Sign~~&#x202c; &#x202e;in~&#x202c; &#x202e;to~&#x202c; &#x202e;the~&#x202c; &#x202e;desktop~~~&#x202c; &#x202e;with~~&#x202c; &#x202e;a~&#x202c; &#x202e;password~~~&#x202c; &#x202e;once,~~&#x202c; &#x202e;so~&#x202c; &#x202e;that~~&#x202c; &#x202e;one~&#x202c; &#x202e;is~&#x202c; &#x202e;made.~~&#x202c;</translation>
        </message>
        <message>
            <source>This account's session offers no keyring.</source>
            <translation>&#x202e;This~~&#x202c; &#x202e;account's~~~&#x202c; &#x202e;session~~~&#x202c; &#x202e;offers~~&#x202c; &#x202e;no~&#x202c; &#x202e;keyring.~~~&#x202c;</translation>
        </message>
        <message>
            <source>Install a Secret Service such as GNOME Keyring, or forbid this way in with keyring.allowed = false.</source>
            <translation>&#x202e;Install~~~&#x202c; &#x202e;a~&#x202c; &#x202e;Secret~~&#x202c; &#x202e;Service~~~&#x202c; &#x202e;such~~&#x202c; &#x202e;as~&#x202c; &#x202e;GNOME~~&#x202c; &#x202e;Keyring,~~~&#x202c; &#x202e;or~&#x202c; &#x202e;forbid~~&#x202c; &#x202e;this~~&#x202c; &#x202e;way~&#x202c; &#x202e;in~&#x202c; &#x202e;with~~&#x202c; &#x202e;keyring.allowed~~~~~&#x202c; &#x202e;=~&#x202c; &#x202e;false.~~&#x202c;</translation>
        </message>
        <message>
            <source>The keyring is locked.</source>
            <translation>&#x202e;The~&#x202c; &#x202e;keyring~~~&#x202c; &#x202e;is~&#x202c; &#x202e;locked.~~~&#x202c;</translation>
        </message>
        <message>
            <source>Unlock it with the account's password; sign in to the desktop by password.</source>
            <translation>&#x202e;Unlock~~&#x202c; &#x202e;it~&#x202c; &#x202e;with~~&#x202c; &#x202e;the~&#x202c; &#x202e;account's~~~&#x202c; &#x202e;password;~~~&#x202c; &#x202e;sign~~&#x202c; &#x202e;in~&#x202c; &#x202e;to~&#x202c; &#x202e;the~&#x202c; &#x202e;desktop~~~&#x202c; &#x202e;by~&#x202c; &#x202e;password.~~~&#x202c;</translation>
        </message>
        <message>
            <source>The keyring keeps secrets unencrypted ({backend}), so it is not used.</source>
            <translation>&#x202e;The~&#x202c; &#x202e;keyring~~~&#x202c; &#x202e;keeps~~&#x202c; &#x202e;secrets~~~&#x202c; &#x202e;unencrypted~~~~&#x202c; &#x202e;(~&#x202c;{backend}&#x202e;),~&#x202c; &#x202e;so~&#x202c; &#x202e;it~&#x202c; &#x202e;is~&#x202c; &#x202e;not~&#x202c; &#x202e;used.~~&#x202c;</translation>
        </message>
        <message>
            <source>The keyring throws secrets away ({backend}), so it is not used.</source>
            <translation>&#x202e;The~&#x202c; &#x202e;keyring~~~&#x202c; &#x202e;throws~~&#x202c; &#x202e;secrets~~~&#x202c; &#x202e;away~~&#x202c; &#x202e;(~&#x202c;{backend}&#x202e;),~&#x202c; &#x202e;so~&#x202c; &#x202e;it~&#x202c; &#x202e;is~&#x202c; &#x202e;not~&#x202c; &#x202e;used.~~&#x202c;</translation>
        </message>
        <message>
            <source>The keyring is of a kind that is not trusted here: {backend}.</source>
            <translation>&#x202e;The~&#x202c; &#x202e;keyring~~~&#x202c; &#x202e;is~&#x202c; &#x202e;of~&#x202c; &#x202e;a~&#x202c; &#x202e;kind~~&#x202c; &#x202e;that~~&#x202c; &#x202e;is~&#x202c; &#x202e;not~&#x202c; &#x202e;trusted~~~&#x202c; &#x202e;here:~~&#x202c; {backend}&#x202e;.~&#x202c;</translation>
        </message>
        <message>
            <source>The keyring that the settings name cannot be loaded.</source>
            <translation>&#x202e;The~&#x202c; &#x202e;keyring~~~&#x202c; &#x202e;that~~&#x202c; &#x202e;the~&#x202c; &#x202e;settings~~~&#x202c; &#x202e;name~~&#x202c; &#x202e;cannot~~&#x202c; &#x202e;be~&#x202c; &#x202e;loaded.~~~&#x202c;</translation>
        </message>
        <message>
            <source>Correct keyringrc.cfg or PYTHON_KEYRING_BACKEND, or take them away.</source>
            <translation>&#x202e;Correct~~~&#x202c; &#x202e;keyringrc.cfg~~~~~&#x202c; &#x202e;or~&#x202c; &#x202e;PYTHON_KEYRING_BACKEND,~~~~~~~~&#x202c; &#x202e;or~&#x202c; &#x202e;take~~&#x202c; &#x202e;them~~&#x202c; &#x202e;away.~~&#x202c;</translation>
        </message>
        <message>
            <source>The keyring did not keep a secret and give it back ({backend}).</source>
            <translation>&#x202e;The~&#x202c; &#x202e;keyring~~~&#x202c; &#x202e;did~&#x202c; &#x202e;not~&#x202c; &#x202e;keep~~&#x202c; &#x202e;a~&#x202c; &#x202e;secret~~&#x202c; &#x202e;and~&#x202c; &#x202e;give~~&#x202c; &#x202e;it~&#x202c; &#x202e;back~~&#x202c; &#x202e;(~&#x202c;{backend}&#x202e;).~&#x202c;</translation>
        </message>
        <message>
            <source>Sign out of the desktop and in again; if it fails again, reset the keyring.</source>
            <translation>&#x202e;Sign~~&#x202c; &#x202e;out~&#x202c; &#x202e;of~&#x202c; &#x202e;the~&#x202c; &#x202e;desktop~~~&#x202c; &#x202e;and~&#x202c; &#x202e;in~&#x202c; &#x202e;again;~~&#x202c; &#x202e;if~&#x202c; &#x202e;it~&#x202c; &#x202e;fails~~&#x202c; &#x202e;again,~~&#x202c; &#x202e;reset~~&#x202c; &#x202e;the~&#x202c; &#x202e;keyring.~~~&#x202c;</translation>
        </message>
        <message>
            <source>A sign-in in the browser comes back to any free port.</source>
            <translation>&#x202e;A~&#x202c; &#x202e;sign-in~~~&#x202c; &#x202e;in~&#x202c; &#x202e;the~&#x202c; &#x202e;browser~~~&#x202c; &#x202e;comes~~&#x202c; &#x202e;back~~&#x202c; &#x202e;to~&#x202c; &#x202e;any~&#x202c; &#x202e;free~~&#x202c; &#x202e;port.~~&#x202c;</translation>
        </message>
        <message>
            <source>Port {port}, which a browser sign-in comes back to, is free.</source>
            <translation>&#x202e;Port~~&#x202c; {port}&#x202e;,~&#x202c; &#x202e;which~~&#x202c; &#x202e;a~&#x202c; &#x202e;browser~~~&#x202c; &#x202e;sign-in~~~&#x202c; &#x202e;comes~~&#x202c; &#x202e;back~~&#x202c; &#x202e;to,~&#x202c; &#x202e;is~&#x202c; &#x202e;free.~~&#x202c;</translation>
        </message>
        <message>
            <source>Another program uses port {port}, which a browser sign-in comes back to.</source>
            <translation>&#x202e;Another~~~&#x202c; &#x202e;program~~~&#x202c; &#x202e;uses~~&#x202c; &#x202e;port~~&#x202c; {port}&#x202e;,~&#x202c; &#x202e;which~~&#x202c; &#x202e;a~&#x202c; &#x202e;browser~~~&#x202c; &#x202e;sign-in~~~&#x202c; &#x202e;comes~~&#x202c; &#x202e;back~~&#x202c; &#x202e;to.~&#x202c;</translation>
        </message>
        <message>
            <source>End that program, or have another redirect_port agreed with the provider.</source>
            <translation>&#x202e;End~&#x202c; &#x202e;that~~&#x202c; &#x202e;program,~~~&#x202c; &#x202e;or~&#x202c; &#x202e;have~~&#x202c; &#x202e;another~~~&#x202c; &#x202e;redirect_port~~~~~&#x202c; &#x202e;agreed~~&#x202c; &#x202e;with~~&#x202c; &#x202e;the~&#x202c; &#x202e;provider.~~~&#x202c;</translation>
        </message>
        <message>
            <source>Nobody is enrolled on this workstation.</source>
            <translation>&#x202e;Nobody~~&#x202c; &#x202e;is~&#x202c; &#x202e;enrolled~~~&#x202c; &#x202e;on~&#x202c; &#x202e;this~~&#x202c; &#x202e;workstation.~~~~&#x202c;</translation>
        </message>
        <message>
            <source>Key files for cards: {cards}, for passphrases: {people}; all are whole.</source>
            <translation>&#x202e;Key~&#x202c; &#x202e;files~~&#x202c; &#x202e;for~&#x202c; &#x202e;cards:~~&#x202c; {cards}&#x202e;,~&#x202c; &#x202e;for~&#x202c; &#x202e;passphrases:~~~~&#x202c; {people}&#x202e;;~&#x202c; &#x202e;all~&#x202c; &#x202e;are~&#x202c; &#x202e;whole.~~&#x202c;</translation>
        </message>
        <message>
            <source>A key file cannot be read: {path} ({count} in all).</source>
            <translation>&#x202e;A~&#x202c; &#x202e;key~&#x202c; &#x202e;file~~&#x202c; &#x202e;cannot~~&#x202c; &#x202e;be~&#x202c; &#x202e;read:~~&#x202c; {path} &#x202e;(~&#x202c;{count} &#x202e;in~&#x202c; &#x202e;all).~~&#x202c;</translation>
        </message>
        <message>
            <source>Remove it; its owner enrols again, and their copies are made anew.</source>
            <translation>&#x202e;Remove~~&#x202c; &#x202e;it;~&#x202c; &#x202e;its~&#x202c; &#x202e;owner~~&#x202c; &#x202e;enrols~~&#x202c; &#x202e;again,~~&#x202c; &#x202e;and~&#x202c; &#x202e;their~~&#x202c; &#x202e;copies~~&#x202c; &#x202e;are~&#x202c; &#x202e;made~~&#x202c; &#x202e;anew.~~&#x202c;</translation>
        </message>
    </context>
    <context>
        <name>displays</name>
        <message>
            <source>derived from {system} {code}</source>
            <translation>&#x202e;derived~~~&#x202c; &#x202e;from~~&#x202c; {system} {code}</translation>
        </message>
    </context>
    <context>
        <name>emergency</name>
        <message>
            <source>Unconscious</source>
            <translation>&#x202e;Unconscious~~~~&#x202c;</translation>
        </message>
        <message>
            <source>Lacks capacity</source>
            <translation>&#x202e;Lacks~~&#x202c; &#x202e;capacity~~~&#x202c;</translation>
        </message>
        <message>
            <source>Immediate threat to life</source>
            <translation>&#x202e;Immediate~~~&#x202c; &#x202e;threat~~&#x202c; &#x202e;to~&#x202c; &#x202e;life~~&#x202c;</translation>
        </message>
        <message>
            <source>Communication impossible</source>
            <translation>&#x202e;Communication~~~~~&#x202c; &#x202e;impossible~~~~&#x202c;</translation>
        </message>
        <message>
            <source>Other, in words</source>
            <translation>&#x202e;Other,~~&#x202c; &#x202e;in~&#x202c; &#x202e;words~~&#x202c;</translation>
        </message>
        <message>
            <source>Safety summary</source>
            <translation>&#x202e;Safety~~&#x202c; &#x202e;summary~~~&#x202c;</translation>
        </message>
        <message>
            <source>Medicines history</source>
            <translation>&#x202e;Medicines~~~&#x202c; &#x202e;history~~~&#x202c;</translation>
        </message>
        <message>
            <source>Everything</source>
            <translation>&#x202e;Everything~~~~&#x202c;</translation>
        </message>
        <message>
            <source>allergies, alerts, implants, current medicines, problems, resuscitation</source>
            <translation>&#x202e;allergies,~~~~&#x202c; &#x202e;alerts,~~~&#x202c; &#x202e;implants,~~~&#x202c; &#x202e;current~~~&#x202c; &#x202e;medicines,~~~~&#x202c; &#x202e;problems,~~~&#x202c; &#x202e;resuscitation~~~~~&#x202c;</translation>
        </message>
        <message>
            <source>what was given and dispensed, and when</source>
            <translation>&#x202e;what~~&#x202c; &#x202e;was~&#x202c; &#x202e;given~~&#x202c; &#x202e;and~&#x202c; &#x202e;dispensed,~~~~&#x202c; &#x202e;and~&#x202c; &#x202e;when~~&#x202c;</translation>
        </message>
        <message>
            <source>timeline, results, documents, device charts</source>
            <translation>&#x202e;timeline,~~~&#x202c; &#x202e;results,~~~&#x202c; &#x202e;documents,~~~~&#x202c; &#x202e;device~~&#x202c; &#x202e;charts~~&#x202c;</translation>
        </message>
        <message>
            <source>Not asked for at this stage.</source>
            <translation>&#x202e;Not~&#x202c; &#x202e;asked~~&#x202c; &#x202e;for~&#x202c; &#x202e;at~&#x202c; &#x202e;this~~&#x202c; &#x202e;stage.~~&#x202c;</translation>
        </message>
        <message>
            <source>{n} h</source>
            <translation>{n} &#x202e;h~&#x202c;</translation>
        </message>
        <message>
            <source>{n} min</source>
            <translation>{n} &#x202e;min~&#x202c;</translation>
        </message>
        <message>
            <source>Less than 1 minute left</source>
            <translation>&#x202e;Less~~&#x202c; &#x202e;than~~&#x202c; &#x202e;1~&#x202c; &#x202e;minute~~&#x202c; &#x202e;left~~&#x202c;</translation>
        </message>
        <message>
            <source>Less than 5 minutes left</source>
            <translation>&#x202e;Less~~&#x202c; &#x202e;than~~&#x202c; &#x202e;5~&#x202c; &#x202e;minutes~~~&#x202c; &#x202e;left~~&#x202c;</translation>
        </message>
        <message>
            <source>Emergency access ended at {time}.</source>
            <translation>&#x202e;Emergency~~~&#x202c; &#x202e;access~~&#x202c; &#x202e;ended~~&#x202c; &#x202e;at~&#x202c; {time}&#x202e;.~&#x202c;</translation>
        </message>
        <message>
            <source>What it showed has left this screen and this computer.</source>
            <translation>&#x202e;What~~&#x202c; &#x202e;it~&#x202c; &#x202e;showed~~&#x202c; &#x202e;has~&#x202c; &#x202e;left~~&#x202c; &#x202e;this~~&#x202c; &#x202e;screen~~&#x202c; &#x202e;and~&#x202c; &#x202e;this~~&#x202c; &#x202e;computer.~~~&#x202c;</translation>
        </message>
        <message>
            <source>It can be asked for again, with a new entry.</source>
            <translation>&#x202e;It~&#x202c; &#x202e;can~&#x202c; &#x202e;be~&#x202c; &#x202e;asked~~&#x202c; &#x202e;for~&#x202c; &#x202e;again,~~&#x202c; &#x202e;with~~&#x202c; &#x202e;a~&#x202c; &#x202e;new~&#x202c; &#x202e;entry.~~&#x202c;</translation>
        </message>
        <message>
            <source>An emergency access lasts until {time}.</source>
            <translation>&#x202e;An~&#x202c; &#x202e;emergency~~~&#x202c; &#x202e;access~~&#x202c; &#x202e;lasts~~&#x202c; &#x202e;until~~&#x202c; {time}&#x202e;.~&#x202c;</translation>
        </message>
        <message>
            <source>It is for one patient.</source>
            <translation>&#x202e;It~&#x202c; &#x202e;is~&#x202c; &#x202e;for~&#x202c; &#x202e;one~&#x202c; &#x202e;patient.~~~&#x202c;</translation>
        </message>
        <message>
            <source>End it before you open another record.</source>
            <translation>&#x202e;End~&#x202c; &#x202e;it~&#x202c; &#x202e;before~~&#x202c; &#x202e;you~&#x202c; &#x202e;open~~&#x202c; &#x202e;another~~~&#x202c; &#x202e;record.~~~&#x202c;</translation>
        </message>
    </context>
    <context>
        <name>errors</name>
        <message>
            <source>Nothing was opened there.</source>
            <translation>&#x202e;Nothing~~~&#x202c; &#x202e;was~&#x202c; &#x202e;opened~~&#x202c; &#x202e;there.~~&#x202c;</translation>
        </message>
        <message>
            <source>{source} offers a sign-in that is weaker than is needed here.</source>
            <translation>{source} &#x202e;offers~~&#x202c; &#x202e;a~&#x202c; &#x202e;sign-in~~~&#x202c; &#x202e;that~~&#x202c; &#x202e;is~&#x202c; &#x202e;weaker~~&#x202c; &#x202e;than~~&#x202c; &#x202e;is~&#x202c; &#x202e;needed~~&#x202c; &#x202e;here.~~&#x202c;</translation>
        </message>
        <message>
            <source>The browser brought the answer to another sign-in than this one.</source>
            <translation>&#x202e;The~&#x202c; &#x202e;browser~~~&#x202c; &#x202e;brought~~~&#x202c; &#x202e;the~&#x202c; &#x202e;answer~~&#x202c; &#x202e;to~&#x202c; &#x202e;another~~~&#x202c; &#x202e;sign-in~~~&#x202c; &#x202e;than~~&#x202c; &#x202e;this~~&#x202c; &#x202e;one.~~&#x202c;</translation>
        </message>
        <message>
            <source>{source} does not let you in.</source>
            <translation>{source} &#x202e;does~~&#x202c; &#x202e;not~&#x202c; &#x202e;let~&#x202c; &#x202e;you~&#x202c; &#x202e;in.~&#x202c;</translation>
        </message>
        <message>
            <source>{source} no longer accepts your sign-in.</source>
            <translation>{source} &#x202e;no~&#x202c; &#x202e;longer~~&#x202c; &#x202e;accepts~~~&#x202c; &#x202e;your~~&#x202c; &#x202e;sign-in.~~~&#x202c;</translation>
        </message>
        <message>
            <source>{source} does not know this program.</source>
            <translation>{source} &#x202e;does~~&#x202c; &#x202e;not~&#x202c; &#x202e;know~~&#x202c; &#x202e;this~~&#x202c; &#x202e;program.~~~&#x202c;</translation>
        </message>
        <message>
            <source>{source} sent a sign-in that is already over.</source>
            <translation>{source} &#x202e;sent~~&#x202c; &#x202e;a~&#x202c; &#x202e;sign-in~~~&#x202c; &#x202e;that~~&#x202c; &#x202e;is~&#x202c; &#x202e;already~~~&#x202c; &#x202e;over.~~&#x202c;</translation>
        </message>
        <message>
            <source>{source} sent a sign-in from the future.</source>
            <translation>{source} &#x202e;sent~~&#x202c; &#x202e;a~&#x202c; &#x202e;sign-in~~~&#x202c; &#x202e;from~~&#x202c; &#x202e;the~&#x202c; &#x202e;future.~~~&#x202c;</translation>
        </message>
        <message>
            <source>The sign-in came from another provider than {source}.</source>
            <translation>&#x202e;The~&#x202c; &#x202e;sign-in~~~&#x202c; &#x202e;came~~&#x202c; &#x202e;from~~&#x202c; &#x202e;another~~~&#x202c; &#x202e;provider~~~&#x202c; &#x202e;than~~&#x202c; {source}&#x202e;.~&#x202c;</translation>
        </message>
        <message>
            <source>{source} sent a sign-in that is meant for another program.</source>
            <translation>{source} &#x202e;sent~~&#x202c; &#x202e;a~&#x202c; &#x202e;sign-in~~~&#x202c; &#x202e;that~~&#x202c; &#x202e;is~&#x202c; &#x202e;meant~~&#x202c; &#x202e;for~&#x202c; &#x202e;another~~~&#x202c; &#x202e;program.~~~&#x202c;</translation>
        </message>
        <message>
            <source>The sign-in that came is not signed by {source}.</source>
            <translation>&#x202e;The~&#x202c; &#x202e;sign-in~~~&#x202c; &#x202e;that~~&#x202c; &#x202e;came~~&#x202c; &#x202e;is~&#x202c; &#x202e;not~&#x202c; &#x202e;signed~~&#x202c; &#x202e;by~&#x202c; {source}&#x202e;.~&#x202c;</translation>
        </message>
        <message>
            <source>{source} used an earlier sign-in instead of asking you.</source>
            <translation>{source} &#x202e;used~~&#x202c; &#x202e;an~&#x202c; &#x202e;earlier~~~&#x202c; &#x202e;sign-in~~~&#x202c; &#x202e;instead~~~&#x202c; &#x202e;of~&#x202c; &#x202e;asking~~&#x202c; &#x202e;you.~~&#x202c;</translation>
        </message>
        <message>
            <source>{source} signed you in less surely than is needed here.</source>
            <translation>{source} &#x202e;signed~~&#x202c; &#x202e;you~&#x202c; &#x202e;in~&#x202c; &#x202e;less~~&#x202c; &#x202e;surely~~&#x202c; &#x202e;than~~&#x202c; &#x202e;is~&#x202c; &#x202e;needed~~&#x202c; &#x202e;here.~~&#x202c;</translation>
        </message>
        <message>
            <source>{source} signed in somebody else.</source>
            <translation>{source} &#x202e;signed~~&#x202c; &#x202e;in~&#x202c; &#x202e;somebody~~~&#x202c; &#x202e;else.~~&#x202c;</translation>
        </message>
        <message>
            <source>Another program holds the port that the browser answers to.</source>
            <translation>&#x202e;Another~~~&#x202c; &#x202e;program~~~&#x202c; &#x202e;holds~~&#x202c; &#x202e;the~&#x202c; &#x202e;port~~&#x202c; &#x202e;that~~&#x202c; &#x202e;the~&#x202c; &#x202e;browser~~~&#x202c; &#x202e;answers~~~&#x202c; &#x202e;to.~&#x202c;</translation>
        </message>
        <message>
            <source>{source} did not accept this program's proof.</source>
            <translation>{source} &#x202e;did~&#x202c; &#x202e;not~&#x202c; &#x202e;accept~~&#x202c; &#x202e;this~~&#x202c; &#x202e;program's~~~&#x202c; &#x202e;proof.~~&#x202c;</translation>
        </message>
        <message>
            <source>{source} and this program do not understand each other.</source>
            <translation>{source} &#x202e;and~&#x202c; &#x202e;this~~&#x202c; &#x202e;program~~~&#x202c; &#x202e;do~&#x202c; &#x202e;not~&#x202c; &#x202e;understand~~~~&#x202c; &#x202e;each~~&#x202c; &#x202e;other.~~&#x202c;</translation>
        </message>
        <message>
            <source>{source} signs a sign-in in a way that is not known here.</source>
            <translation>{source} &#x202e;signs~~&#x202c; &#x202e;a~&#x202c; &#x202e;sign-in~~~&#x202c; &#x202e;in~&#x202c; &#x202e;a~&#x202c; &#x202e;way~&#x202c; &#x202e;that~~&#x202c; &#x202e;is~&#x202c; &#x202e;not~&#x202c; &#x202e;known~~&#x202c; &#x202e;here.~~&#x202c;</translation>
        </message>
        <message>
            <source>{source} sent a sign-in that cannot be read.</source>
            <translation>{source} &#x202e;sent~~&#x202c; &#x202e;a~&#x202c; &#x202e;sign-in~~~&#x202c; &#x202e;that~~&#x202c; &#x202e;cannot~~&#x202c; &#x202e;be~&#x202c; &#x202e;read.~~&#x202c;</translation>
        </message>
        <message>
            <source>{source} did not grant emergency access.</source>
            <translation>{source} &#x202e;did~&#x202c; &#x202e;not~&#x202c; &#x202e;grant~~&#x202c; &#x202e;emergency~~~&#x202c; &#x202e;access.~~~&#x202c;</translation>
        </message>
        <message>
            <source>Nobody signed in in the browser in time.</source>
            <translation>&#x202e;Nobody~~&#x202c; &#x202e;signed~~&#x202c; &#x202e;in~&#x202c; &#x202e;in~&#x202c; &#x202e;the~&#x202c; &#x202e;browser~~~&#x202c; &#x202e;in~&#x202c; &#x202e;time.~~&#x202c;</translation>
        </message>
        <message>
            <source>{source} offers no sign-in in a browser.</source>
            <translation>{source} &#x202e;offers~~&#x202c; &#x202e;no~&#x202c; &#x202e;sign-in~~~&#x202c; &#x202e;in~&#x202c; &#x202e;a~&#x202c; &#x202e;browser.~~~&#x202c;</translation>
        </message>
        <message>
            <source>{source} does not keep sign-ins, which a passphrase needs.</source>
            <translation>{source} &#x202e;does~~&#x202c; &#x202e;not~&#x202c; &#x202e;keep~~&#x202c; &#x202e;sign-ins,~~~&#x202c; &#x202e;which~~&#x202c; &#x202e;a~&#x202c; &#x202e;passphrase~~~~&#x202c; &#x202e;needs.~~&#x202c;</translation>
        </message>
        <message>
            <source>No browser could be opened.</source>
            <translation>&#x202e;No~&#x202c; &#x202e;browser~~~&#x202c; &#x202e;could~~&#x202c; &#x202e;be~&#x202c; &#x202e;opened.~~~&#x202c;</translation>
        </message>
        <message>
            <source>{source} refused your sign-in.</source>
            <translation>{source} &#x202e;refused~~~&#x202c; &#x202e;your~~&#x202c; &#x202e;sign-in.~~~&#x202c;</translation>
        </message>
        <message>
            <source>Ask the helpdesk whether your staff account is active at this source.</source>
            <translation>&#x202e;Ask~&#x202c; &#x202e;the~&#x202c; &#x202e;helpdesk~~~&#x202c; &#x202e;whether~~~&#x202c; &#x202e;your~~&#x202c; &#x202e;staff~~&#x202c; &#x202e;account~~~&#x202c; &#x202e;is~&#x202c; &#x202e;active~~&#x202c; &#x202e;at~&#x202c; &#x202e;this~~&#x202c; &#x202e;source.~~~&#x202c;</translation>
        </message>
        <message>
            <source>This computer's clock is {n} min fast: IT can set it right.</source>
            <translation>&#x202e;This~~&#x202c; &#x202e;computer's~~~~&#x202c; &#x202e;clock~~&#x202c; &#x202e;is~&#x202c; {n} &#x202e;min~&#x202c; &#x202e;fast:~~&#x202c; &#x202e;IT~&#x202c; &#x202e;can~&#x202c; &#x202e;set~&#x202c; &#x202e;it~&#x202c; &#x202e;right.~~&#x202c;</translation>
        </message>
        <message>
            <source>This computer's clock is {n} min slow: IT can set it right.</source>
            <translation>&#x202e;This~~&#x202c; &#x202e;computer's~~~~&#x202c; &#x202e;clock~~&#x202c; &#x202e;is~&#x202c; {n} &#x202e;min~&#x202c; &#x202e;slow:~~&#x202c; &#x202e;IT~&#x202c; &#x202e;can~&#x202c; &#x202e;set~&#x202c; &#x202e;it~&#x202c; &#x202e;right.~~&#x202c;</translation>
        </message>
        <message>
            <source>This computer's clock stands before your last sign-in.</source>
            <translation>&#x202e;This~~&#x202c; &#x202e;computer's~~~~&#x202c; &#x202e;clock~~&#x202c; &#x202e;stands~~&#x202c; &#x202e;before~~&#x202c; &#x202e;your~~&#x202c; &#x202e;last~~&#x202c; &#x202e;sign-in.~~~&#x202c;</translation>
        </message>
        <message>
            <source>The copies kept here stay as they are, and shut.</source>
            <translation>&#x202e;The~&#x202c; &#x202e;copies~~&#x202c; &#x202e;kept~~&#x202c; &#x202e;here~~&#x202c; &#x202e;stay~~&#x202c; &#x202e;as~&#x202c; &#x202e;they~~&#x202c; &#x202e;are,~~&#x202c; &#x202e;and~&#x202c; &#x202e;shut.~~&#x202c;</translation>
        </message>
        <message>
            <source>IT can set the clock; with the network back they open again.</source>
            <translation>&#x202e;IT~&#x202c; &#x202e;can~&#x202c; &#x202e;set~&#x202c; &#x202e;the~&#x202c; &#x202e;clock;~~&#x202c; &#x202e;with~~&#x202c; &#x202e;the~&#x202c; &#x202e;network~~~&#x202c; &#x202e;back~~&#x202c; &#x202e;they~~&#x202c; &#x202e;open~~&#x202c; &#x202e;again.~~&#x202c;</translation>
        </message>
        <message>
            <source>It is too long since your sign-in was last confirmed.</source>
            <translation>&#x202e;It~&#x202c; &#x202e;is~&#x202c; &#x202e;too~&#x202c; &#x202e;long~~&#x202c; &#x202e;since~~&#x202c; &#x202e;your~~&#x202c; &#x202e;sign-in~~~&#x202c; &#x202e;was~&#x202c; &#x202e;last~~&#x202c; &#x202e;confirmed.~~~~&#x202c;</translation>
        </message>
        <message>
            <source>They open again with the network; the telephone is the way until then.</source>
            <translation>&#x202e;They~~&#x202c; &#x202e;open~~&#x202c; &#x202e;again~~&#x202c; &#x202e;with~~&#x202c; &#x202e;the~&#x202c; &#x202e;network;~~~&#x202c; &#x202e;the~&#x202c; &#x202e;telephone~~~&#x202c; &#x202e;is~&#x202c; &#x202e;the~&#x202c; &#x202e;way~&#x202c; &#x202e;until~~&#x202c; &#x202e;then.~~&#x202c;</translation>
        </message>
        <message>
            <source>Look for the patient here by hand.</source>
            <translation>&#x202e;Look~~&#x202c; &#x202e;for~&#x202c; &#x202e;the~&#x202c; &#x202e;patient~~~&#x202c; &#x202e;here~~&#x202c; &#x202e;by~&#x202c; &#x202e;hand.~~&#x202c;</translation>
        </message>
        <message>
            <source>Serums Desktop is not running.</source>
            <translation>&#x202e;Serums~~&#x202c; &#x202e;Desktop~~~&#x202c; &#x202e;is~&#x202c; &#x202e;not~&#x202c; &#x202e;running.~~~&#x202c;</translation>
        </message>
        <message>
            <source>Start it and sign in.</source>
            <translation>&#x202e;Start~~&#x202c; &#x202e;it~&#x202c; &#x202e;and~&#x202c; &#x202e;sign~~&#x202c; &#x202e;in.~&#x202c;</translation>
        </message>
        <message>
            <source>The program that asked belongs to a source that is not used here.</source>
            <translation>&#x202e;The~&#x202c; &#x202e;program~~~&#x202c; &#x202e;that~~&#x202c; &#x202e;asked~~&#x202c; &#x202e;belongs~~~&#x202c; &#x202e;to~&#x202c; &#x202e;a~&#x202c; &#x202e;source~~&#x202c; &#x202e;that~~&#x202c; &#x202e;is~&#x202c; &#x202e;not~&#x202c; &#x202e;used~~&#x202c; &#x202e;here.~~&#x202c;</translation>
        </message>
        <message>
            <source>The source of the program that asked does not offer this way of opening.</source>
            <translation>&#x202e;The~&#x202c; &#x202e;source~~&#x202c; &#x202e;of~&#x202c; &#x202e;the~&#x202c; &#x202e;program~~~&#x202c; &#x202e;that~~&#x202c; &#x202e;asked~~&#x202c; &#x202e;does~~&#x202c; &#x202e;not~&#x202c; &#x202e;offer~~&#x202c; &#x202e;this~~&#x202c; &#x202e;way~&#x202c; &#x202e;of~&#x202c; &#x202e;opening.~~~&#x202c;</translation>
        </message>
        <message>
            <source>The program that asked did not say which patient.</source>
            <translation>&#x202e;The~&#x202c; &#x202e;program~~~&#x202c; &#x202e;that~~&#x202c; &#x202e;asked~~&#x202c; &#x202e;did~&#x202c; &#x202e;not~&#x202c; &#x202e;say~&#x202c; &#x202e;which~~&#x202c; &#x202e;patient.~~~&#x202c;</translation>
        </message>
        <message>
            <source>No source that answered knows the patient whom another program named.</source>
            <translation>&#x202e;No~&#x202c; &#x202e;source~~&#x202c; &#x202e;that~~&#x202c; &#x202e;answered~~~&#x202c; &#x202e;knows~~&#x202c; &#x202e;the~&#x202c; &#x202e;patient~~~&#x202c; &#x202e;whom~~&#x202c; &#x202e;another~~~&#x202c; &#x202e;program~~~&#x202c; &#x202e;named.~~&#x202c;</translation>
        </message>
        <message>
            <source>More than one person carries the number that another program named.</source>
            <translation>&#x202e;More~~&#x202c; &#x202e;than~~&#x202c; &#x202e;one~&#x202c; &#x202e;person~~&#x202c; &#x202e;carries~~~&#x202c; &#x202e;the~&#x202c; &#x202e;number~~&#x202c; &#x202e;that~~&#x202c; &#x202e;another~~~&#x202c; &#x202e;program~~~&#x202c; &#x202e;named.~~&#x202c;</translation>
        </message>
        <message>
            <source>Another program asked for a patient too long ago, so nobody was opened.</source>
            <translation>&#x202e;Another~~~&#x202c; &#x202e;program~~~&#x202c; &#x202e;asked~~&#x202c; &#x202e;for~&#x202c; &#x202e;a~&#x202c; &#x202e;patient~~~&#x202c; &#x202e;too~&#x202c; &#x202e;long~~&#x202c; &#x202e;ago,~~&#x202c; &#x202e;so~&#x202c; &#x202e;nobody~~&#x202c; &#x202e;was~&#x202c; &#x202e;opened.~~~&#x202c;</translation>
        </message>
        <message>
            <source>The configuration cannot be used: {where}: {problem}.</source>
            <translation>&#x202e;The~&#x202c; &#x202e;configuration~~~~~&#x202c; &#x202e;cannot~~&#x202c; &#x202e;be~&#x202c; &#x202e;used:~~&#x202c; {where}&#x202e;:~&#x202c; {problem}&#x202e;.~&#x202c;</translation>
        </message>
        <message>
            <source>IT can correct the file and start the program again.</source>
            <translation>&#x202e;IT~&#x202c; &#x202e;can~&#x202c; &#x202e;correct~~~&#x202c; &#x202e;the~&#x202c; &#x202e;file~~&#x202c; &#x202e;and~&#x202c; &#x202e;start~~&#x202c; &#x202e;the~&#x202c; &#x202e;program~~~&#x202c; &#x202e;again.~~&#x202c;</translation>
        </message>
        <message>
            <source>The record is as it was before.</source>
            <translation>&#x202e;The~&#x202c; &#x202e;record~~&#x202c; &#x202e;is~&#x202c; &#x202e;as~&#x202c; &#x202e;it~&#x202c; &#x202e;was~&#x202c; &#x202e;before.~~~&#x202c;</translation>
        </message>
        <message>
            <source>Stopped, as you asked.</source>
            <translation>&#x202e;Stopped,~~~&#x202c; &#x202e;as~&#x202c; &#x202e;you~&#x202c; &#x202e;asked.~~&#x202c;</translation>
        </message>
        <message>
            <source>Something in this program failed.</source>
            <translation>&#x202e;Something~~~&#x202c; &#x202e;in~&#x202c; &#x202e;this~~&#x202c; &#x202e;program~~~&#x202c; &#x202e;failed.~~~&#x202c;</translation>
        </message>
        <message>
            <source>What is on screen stays as it is.</source>
            <translation>&#x202e;What~~&#x202c; &#x202e;is~&#x202c; &#x202e;on~&#x202c; &#x202e;screen~~&#x202c; &#x202e;stays~~&#x202c; &#x202e;as~&#x202c; &#x202e;it~&#x202c; &#x202e;is.~&#x202c;</translation>
        </message>
        <message>
            <source>Try again; if it fails again, tell the helpdesk the time on the clock.</source>
            <translation>&#x202e;Try~&#x202c; &#x202e;again;~~&#x202c; &#x202e;if~&#x202c; &#x202e;it~&#x202c; &#x202e;fails~~&#x202c; &#x202e;again,~~&#x202c; &#x202e;tell~~&#x202c; &#x202e;the~&#x202c; &#x202e;helpdesk~~~&#x202c; &#x202e;the~&#x202c; &#x202e;time~~&#x202c; &#x202e;on~&#x202c; &#x202e;the~&#x202c; &#x202e;clock.~~&#x202c;</translation>
        </message>
        <message>
            <source>Wrong PIN.</source>
            <translation>&#x202e;Wrong~~&#x202c; &#x202e;PIN.~~&#x202c;</translation>
        </message>
        <message>
            <source>This card's PIN is blocked.</source>
            <translation>&#x202e;This~~&#x202c; &#x202e;card's~~&#x202c; &#x202e;PIN~&#x202c; &#x202e;is~&#x202c; &#x202e;blocked.~~~&#x202c;</translation>
        </message>
        <message>
            <source>A colleague can sign in with their card. The card office can unblock yours.</source>
            <translation>&#x202e;A~&#x202c; &#x202e;colleague~~~&#x202c; &#x202e;can~&#x202c; &#x202e;sign~~&#x202c; &#x202e;in~&#x202c; &#x202e;with~~&#x202c; &#x202e;their~~&#x202c; &#x202e;card.~~&#x202c; &#x202e;The~&#x202c; &#x202e;card~~&#x202c; &#x202e;office~~&#x202c; &#x202e;can~&#x202c; &#x202e;unblock~~~&#x202c; &#x202e;yours.~~&#x202c;</translation>
        </message>
        <message>
            <source>There is no card in the reader.</source>
            <translation>&#x202e;There~~&#x202c; &#x202e;is~&#x202c; &#x202e;no~&#x202c; &#x202e;card~~&#x202c; &#x202e;in~&#x202c; &#x202e;the~&#x202c; &#x202e;reader.~~~&#x202c;</translation>
        </message>
        <message>
            <source>Put your card in.</source>
            <translation>&#x202e;Put~&#x202c; &#x202e;your~~&#x202c; &#x202e;card~~&#x202c; &#x202e;in.~&#x202c;</translation>
        </message>
        <message>
            <source>The card was taken out.</source>
            <translation>&#x202e;The~&#x202c; &#x202e;card~~&#x202c; &#x202e;was~&#x202c; &#x202e;taken~~&#x202c; &#x202e;out.~~&#x202c;</translation>
        </message>
        <message>
            <source>Everything is locked.</source>
            <translation>&#x202e;Everything~~~~&#x202c; &#x202e;is~&#x202c; &#x202e;locked.~~~&#x202c;</translation>
        </message>
        <message>
            <source>Put the card back and enter its PIN.</source>
            <translation>&#x202e;Put~&#x202c; &#x202e;the~&#x202c; &#x202e;card~~&#x202c; &#x202e;back~~&#x202c; &#x202e;and~&#x202c; &#x202e;enter~~&#x202c; &#x202e;its~&#x202c; &#x202e;PIN.~~&#x202c;</translation>
        </message>
        <message>
            <source>This card does not open the offline copy kept for you on this computer.</source>
            <translation>&#x202e;This~~&#x202c; &#x202e;card~~&#x202c; &#x202e;does~~&#x202c; &#x202e;not~&#x202c; &#x202e;open~~&#x202c; &#x202e;the~&#x202c; &#x202e;offline~~~&#x202c; &#x202e;copy~~&#x202c; &#x202e;kept~~&#x202c; &#x202e;for~&#x202c; &#x202e;you~&#x202c; &#x202e;on~&#x202c; &#x202e;this~~&#x202c; &#x202e;computer.~~~&#x202c;</translation>
        </message>
        <message>
            <source>The copy was left untouched.</source>
            <translation>&#x202e;The~&#x202c; &#x202e;copy~~&#x202c; &#x202e;was~&#x202c; &#x202e;left~~&#x202c; &#x202e;untouched.~~~~&#x202c;</translation>
        </message>
        <message>
            <source>If your card was renewed, IT can remove the old copy; nothing else is lost.</source>
            <translation>&#x202e;If~&#x202c; &#x202e;your~~&#x202c; &#x202e;card~~&#x202c; &#x202e;was~&#x202c; &#x202e;renewed,~~~&#x202c; &#x202e;IT~&#x202c; &#x202e;can~&#x202c; &#x202e;remove~~&#x202c; &#x202e;the~&#x202c; &#x202e;old~&#x202c; &#x202e;copy;~~&#x202c; &#x202e;nothing~~~&#x202c; &#x202e;else~~&#x202c; &#x202e;is~&#x202c; &#x202e;lost.~~&#x202c;</translation>
        </message>
        <message>
            <source>The card software is missing: {module}.</source>
            <translation>&#x202e;The~&#x202c; &#x202e;card~~&#x202c; &#x202e;software~~~&#x202c; &#x202e;is~&#x202c; &#x202e;missing:~~~&#x202c; {module}&#x202e;.~&#x202c;</translation>
        </message>
        <message>
            <source>The entry could not be stored, so nothing was opened.</source>
            <translation>&#x202e;The~&#x202c; &#x202e;entry~~&#x202c; &#x202e;could~~&#x202c; &#x202e;not~&#x202c; &#x202e;be~&#x202c; &#x202e;stored,~~~&#x202c; &#x202e;so~&#x202c; &#x202e;nothing~~~&#x202c; &#x202e;was~&#x202c; &#x202e;opened.~~~&#x202c;</translation>
        </message>
        <message>
            <source>A colleague's workstation or the telephone is the way; tell IT now.</source>
            <translation>&#x202e;A~&#x202c; &#x202e;colleague's~~~~&#x202c; &#x202e;workstation~~~~&#x202c; &#x202e;or~&#x202c; &#x202e;the~&#x202c; &#x202e;telephone~~~&#x202c; &#x202e;is~&#x202c; &#x202e;the~&#x202c; &#x202e;way;~~&#x202c; &#x202e;tell~~&#x202c; &#x202e;IT~&#x202c; &#x202e;now.~~&#x202c;</translation>
        </message>
        <message>
            <source>The emergency access has ended.</source>
            <translation>&#x202e;The~&#x202c; &#x202e;emergency~~~&#x202c; &#x202e;access~~&#x202c; &#x202e;has~&#x202c; &#x202e;ended.~~&#x202c;</translation>
        </message>
        <message>
            <source>What it showed has left this computer.</source>
            <translation>&#x202e;What~~&#x202c; &#x202e;it~&#x202c; &#x202e;showed~~&#x202c; &#x202e;has~&#x202c; &#x202e;left~~&#x202c; &#x202e;this~~&#x202c; &#x202e;computer.~~~&#x202c;</translation>
        </message>
        <message>
            <source>It can be asked for again, with a new reason.</source>
            <translation>&#x202e;It~&#x202c; &#x202e;can~&#x202c; &#x202e;be~&#x202c; &#x202e;asked~~&#x202c; &#x202e;for~&#x202c; &#x202e;again,~~&#x202c; &#x202e;with~~&#x202c; &#x202e;a~&#x202c; &#x202e;new~&#x202c; &#x202e;reason.~~~&#x202c;</translation>
        </message>
        <message>
            <source>IT can install it or correct the configuration.</source>
            <translation>&#x202e;IT~&#x202c; &#x202e;can~&#x202c; &#x202e;install~~~&#x202c; &#x202e;it~&#x202c; &#x202e;or~&#x202c; &#x202e;correct~~~&#x202c; &#x202e;the~&#x202c; &#x202e;configuration.~~~~~&#x202c;</translation>
        </message>
        <message>
            <source>The card did not answer as it should.</source>
            <translation>&#x202e;The~&#x202c; &#x202e;card~~&#x202c; &#x202e;did~&#x202c; &#x202e;not~&#x202c; &#x202e;answer~~&#x202c; &#x202e;as~&#x202c; &#x202e;it~&#x202c; &#x202e;should.~~~&#x202c;</translation>
        </message>
        <message>
            <source>Nothing was opened.</source>
            <translation>&#x202e;Nothing~~~&#x202c; &#x202e;was~&#x202c; &#x202e;opened.~~~&#x202c;</translation>
        </message>
        <message>
            <source>Take it out, put it back, and try again.</source>
            <translation>&#x202e;Take~~&#x202c; &#x202e;it~&#x202c; &#x202e;out,~~&#x202c; &#x202e;put~&#x202c; &#x202e;it~&#x202c; &#x202e;back,~~&#x202c; &#x202e;and~&#x202c; &#x202e;try~&#x202c; &#x202e;again.~~&#x202c;</translation>
        </message>
        <message>
            <source>The key to your offline copy was changed by somebody else.</source>
            <translation>&#x202e;The~&#x202c; &#x202e;key~&#x202c; &#x202e;to~&#x202c; &#x202e;your~~&#x202c; &#x202e;offline~~~&#x202c; &#x202e;copy~~&#x202c; &#x202e;was~&#x202c; &#x202e;changed~~~&#x202c; &#x202e;by~&#x202c; &#x202e;somebody~~~&#x202c; &#x202e;else.~~&#x202c;</translation>
        </message>
        <message>
            <source>Tell IT; use another workstation until then.</source>
            <translation>&#x202e;Tell~~&#x202c; &#x202e;IT;~&#x202c; &#x202e;use~&#x202c; &#x202e;another~~~&#x202c; &#x202e;workstation~~~~&#x202c; &#x202e;until~~&#x202c; &#x202e;then.~~&#x202c;</translation>
        </message>
        <message>
            <source>The key to your offline copy cannot be read on this computer.</source>
            <translation>&#x202e;The~&#x202c; &#x202e;key~&#x202c; &#x202e;to~&#x202c; &#x202e;your~~&#x202c; &#x202e;offline~~~&#x202c; &#x202e;copy~~&#x202c; &#x202e;cannot~~&#x202c; &#x202e;be~&#x202c; &#x202e;read~~&#x202c; &#x202e;on~&#x202c; &#x202e;this~~&#x202c; &#x202e;computer.~~~&#x202c;</translation>
        </message>
        <message>
            <source>{n} tries left, then the card blocks.</source>
            <translation>{n} &#x202e;tries~~&#x202c; &#x202e;left,~~&#x202c; &#x202e;then~~&#x202c; &#x202e;the~&#x202c; &#x202e;card~~&#x202c; &#x202e;blocks.~~~&#x202c;</translation>
        </message>
        <message>
            <source>This computer sees no card reader.</source>
            <translation>&#x202e;This~~&#x202c; &#x202e;computer~~~&#x202c; &#x202e;sees~~&#x202c; &#x202e;no~&#x202c; &#x202e;card~~&#x202c; &#x202e;reader.~~~&#x202c;</translation>
        </message>
        <message>
            <source>Plug the reader in; IT can start the smart card service.</source>
            <translation>&#x202e;Plug~~&#x202c; &#x202e;the~&#x202c; &#x202e;reader~~&#x202c; &#x202e;in;~&#x202c; &#x202e;IT~&#x202c; &#x202e;can~&#x202c; &#x202e;start~~&#x202c; &#x202e;the~&#x202c; &#x202e;smart~~&#x202c; &#x202e;card~~&#x202c; &#x202e;service.~~~&#x202c;</translation>
        </message>
        <message>
            <source>No card software is installed on this computer.</source>
            <translation>&#x202e;No~&#x202c; &#x202e;card~~&#x202c; &#x202e;software~~~&#x202c; &#x202e;is~&#x202c; &#x202e;installed~~~&#x202c; &#x202e;on~&#x202c; &#x202e;this~~&#x202c; &#x202e;computer.~~~&#x202c;</translation>
        </message>
        <message>
            <source>IT can install OpenSC, or name the card's own module.</source>
            <translation>&#x202e;IT~&#x202c; &#x202e;can~&#x202c; &#x202e;install~~~&#x202c; &#x202e;OpenSC,~~~&#x202c; &#x202e;or~&#x202c; &#x202e;name~~&#x202c; &#x202e;the~&#x202c; &#x202e;card's~~&#x202c; &#x202e;own~&#x202c; &#x202e;module.~~~&#x202c;</translation>
        </message>
        <message>
            <source>No PIN was entered on the reader.</source>
            <translation>&#x202e;No~&#x202c; &#x202e;PIN~&#x202c; &#x202e;was~&#x202c; &#x202e;entered~~~&#x202c; &#x202e;on~&#x202c; &#x202e;the~&#x202c; &#x202e;reader.~~~&#x202c;</translation>
        </message>
        <message>
            <source>No try was used up.</source>
            <translation>&#x202e;No~&#x202c; &#x202e;try~&#x202c; &#x202e;was~&#x202c; &#x202e;used~~&#x202c; &#x202e;up.~&#x202c;</translation>
        </message>
        <message>
            <source>Press Sign in and enter the PIN on the reader's own keys.</source>
            <translation>&#x202e;Press~~&#x202c; &#x202e;Sign~~&#x202c; &#x202e;in~&#x202c; &#x202e;and~&#x202c; &#x202e;enter~~&#x202c; &#x202e;the~&#x202c; &#x202e;PIN~&#x202c; &#x202e;on~&#x202c; &#x202e;the~&#x202c; &#x202e;reader's~~~&#x202c; &#x202e;own~&#x202c; &#x202e;keys.~~&#x202c;</translation>
        </message>
        <message>
            <source>One try left, then the card blocks.</source>
            <translation>&#x202e;One~&#x202c; &#x202e;try~&#x202c; &#x202e;left,~~&#x202c; &#x202e;then~~&#x202c; &#x202e;the~&#x202c; &#x202e;card~~&#x202c; &#x202e;blocks.~~~&#x202c;</translation>
        </message>
        <message>
            <source>Few tries left, then the card blocks.</source>
            <translation>&#x202e;Few~&#x202c; &#x202e;tries~~&#x202c; &#x202e;left,~~&#x202c; &#x202e;then~~&#x202c; &#x202e;the~&#x202c; &#x202e;card~~&#x202c; &#x202e;blocks.~~~&#x202c;</translation>
        </message>
        <message>
            <source>The card is blocked now.</source>
            <translation>&#x202e;The~&#x202c; &#x202e;card~~&#x202c; &#x202e;is~&#x202c; &#x202e;blocked~~~&#x202c; &#x202e;now.~~&#x202c;</translation>
        </message>
        <message>
            <source>Try again.</source>
            <translation>&#x202e;Try~&#x202c; &#x202e;again.~~&#x202c;</translation>
        </message>
        <message>
            <source>This card holds no certificate.</source>
            <translation>&#x202e;This~~&#x202c; &#x202e;card~~&#x202c; &#x202e;holds~~&#x202c; &#x202e;no~&#x202c; &#x202e;certificate.~~~~&#x202c;</translation>
        </message>
        <message>
            <source>This card cannot be used to sign in.</source>
            <translation>&#x202e;This~~&#x202c; &#x202e;card~~&#x202c; &#x202e;cannot~~&#x202c; &#x202e;be~&#x202c; &#x202e;used~~&#x202c; &#x202e;to~&#x202c; &#x202e;sign~~&#x202c; &#x202e;in.~&#x202c;</translation>
        </message>
        <message>
            <source>This card cannot protect the offline copy: it only signs.</source>
            <translation>&#x202e;This~~&#x202c; &#x202e;card~~&#x202c; &#x202e;cannot~~&#x202c; &#x202e;protect~~~&#x202c; &#x202e;the~&#x202c; &#x202e;offline~~~&#x202c; &#x202e;copy:~~&#x202c; &#x202e;it~&#x202c; &#x202e;only~~&#x202c; &#x202e;signs.~~&#x202c;</translation>
        </message>
        <message>
            <source>This card cannot protect the offline copy: its RSA key is of an old kind.</source>
            <translation>&#x202e;This~~&#x202c; &#x202e;card~~&#x202c; &#x202e;cannot~~&#x202c; &#x202e;protect~~~&#x202c; &#x202e;the~&#x202c; &#x202e;offline~~~&#x202c; &#x202e;copy:~~&#x202c; &#x202e;its~&#x202c; &#x202e;RSA~&#x202c; &#x202e;key~&#x202c; &#x202e;is~&#x202c; &#x202e;of~&#x202c; &#x202e;an~&#x202c; &#x202e;old~&#x202c; &#x202e;kind.~~&#x202c;</translation>
        </message>
        <message>
            <source>This card was not issued by anybody trusted here.</source>
            <translation>&#x202e;This~~&#x202c; &#x202e;card~~&#x202c; &#x202e;was~&#x202c; &#x202e;not~&#x202c; &#x202e;issued~~&#x202c; &#x202e;by~&#x202c; &#x202e;anybody~~~&#x202c; &#x202e;trusted~~~&#x202c; &#x202e;here.~~&#x202c;</translation>
        </message>
        <message>
            <source>This card has expired.</source>
            <translation>&#x202e;This~~&#x202c; &#x202e;card~~&#x202c; &#x202e;has~&#x202c; &#x202e;expired.~~~&#x202c;</translation>
        </message>
        <message>
            <source>This card is not valid yet.</source>
            <translation>&#x202e;This~~&#x202c; &#x202e;card~~&#x202c; &#x202e;is~&#x202c; &#x202e;not~&#x202c; &#x202e;valid~~&#x202c; &#x202e;yet.~~&#x202c;</translation>
        </message>
        <message>
            <source>This card does not say whose staff number it carries.</source>
            <translation>&#x202e;This~~&#x202c; &#x202e;card~~&#x202c; &#x202e;does~~&#x202c; &#x202e;not~&#x202c; &#x202e;say~&#x202c; &#x202e;whose~~&#x202c; &#x202e;staff~~&#x202c; &#x202e;number~~&#x202c; &#x202e;it~&#x202c; &#x202e;carries.~~~&#x202c;</translation>
        </message>
        <message>
            <source>This card's key is too weak to be accepted.</source>
            <translation>&#x202e;This~~&#x202c; &#x202e;card's~~&#x202c; &#x202e;key~&#x202c; &#x202e;is~&#x202c; &#x202e;too~&#x202c; &#x202e;weak~~&#x202c; &#x202e;to~&#x202c; &#x202e;be~&#x202c; &#x202e;accepted.~~~&#x202c;</translation>
        </message>
        <message>
            <source>This card's certificate is signed in a way that is too weak to be accepted.</source>
            <translation>&#x202e;This~~&#x202c; &#x202e;card's~~&#x202c; &#x202e;certificate~~~~&#x202c; &#x202e;is~&#x202c; &#x202e;signed~~&#x202c; &#x202e;in~&#x202c; &#x202e;a~&#x202c; &#x202e;way~&#x202c; &#x202e;that~~&#x202c; &#x202e;is~&#x202c; &#x202e;too~&#x202c; &#x202e;weak~~&#x202c; &#x202e;to~&#x202c; &#x202e;be~&#x202c; &#x202e;accepted.~~~&#x202c;</translation>
        </message>
        <message>
            <source>This card was withdrawn by its issuer.</source>
            <translation>&#x202e;This~~&#x202c; &#x202e;card~~&#x202c; &#x202e;was~&#x202c; &#x202e;withdrawn~~~&#x202c; &#x202e;by~&#x202c; &#x202e;its~&#x202c; &#x202e;issuer.~~~&#x202c;</translation>
        </message>
        <message>
            <source>This computer has no list of withdrawn cards from this card's issuer.</source>
            <translation>&#x202e;This~~&#x202c; &#x202e;computer~~~&#x202c; &#x202e;has~&#x202c; &#x202e;no~&#x202c; &#x202e;list~~&#x202c; &#x202e;of~&#x202c; &#x202e;withdrawn~~~&#x202c; &#x202e;cards~~&#x202c; &#x202e;from~~&#x202c; &#x202e;this~~&#x202c; &#x202e;card's~~&#x202c; &#x202e;issuer.~~~&#x202c;</translation>
        </message>
        <message>
            <source>This computer's list of withdrawn cards is out of date.</source>
            <translation>&#x202e;This~~&#x202c; &#x202e;computer's~~~~&#x202c; &#x202e;list~~&#x202c; &#x202e;of~&#x202c; &#x202e;withdrawn~~~&#x202c; &#x202e;cards~~&#x202c; &#x202e;is~&#x202c; &#x202e;out~&#x202c; &#x202e;of~&#x202c; &#x202e;date.~~&#x202c;</translation>
        </message>
        <message>
            <source>Is this computer's clock right? If it is, ask the card office.</source>
            <translation>&#x202e;Is~&#x202c; &#x202e;this~~&#x202c; &#x202e;computer's~~~~&#x202c; &#x202e;clock~~&#x202c; &#x202e;right?~~&#x202c; &#x202e;If~&#x202c; &#x202e;it~&#x202c; &#x202e;is,~&#x202c; &#x202e;ask~&#x202c; &#x202e;the~&#x202c; &#x202e;card~~&#x202c; &#x202e;office.~~~&#x202c;</translation>
        </message>
        <message>
            <source>IT can bring the list; another workstation is the way until then.</source>
            <translation>&#x202e;IT~&#x202c; &#x202e;can~&#x202c; &#x202e;bring~~&#x202c; &#x202e;the~&#x202c; &#x202e;list;~~&#x202c; &#x202e;another~~~&#x202c; &#x202e;workstation~~~~&#x202c; &#x202e;is~&#x202c; &#x202e;the~&#x202c; &#x202e;way~&#x202c; &#x202e;until~~&#x202c; &#x202e;then.~~&#x202c;</translation>
        </message>
        <message>
            <source>Use another card, or IT can let the keyring hold the key.</source>
            <translation>&#x202e;Use~&#x202c; &#x202e;another~~~&#x202c; &#x202e;card,~~&#x202c; &#x202e;or~&#x202c; &#x202e;IT~&#x202c; &#x202e;can~&#x202c; &#x202e;let~&#x202c; &#x202e;the~&#x202c; &#x202e;keyring~~~&#x202c; &#x202e;hold~~&#x202c; &#x202e;the~&#x202c; &#x202e;key.~~&#x202c;</translation>
        </message>
        <message>
            <source>Use another card, or ask the card office for a new one.</source>
            <translation>&#x202e;Use~&#x202c; &#x202e;another~~~&#x202c; &#x202e;card,~~&#x202c; &#x202e;or~&#x202c; &#x202e;ask~&#x202c; &#x202e;the~&#x202c; &#x202e;card~~&#x202c; &#x202e;office~~&#x202c; &#x202e;for~&#x202c; &#x202e;a~&#x202c; &#x202e;new~&#x202c; &#x202e;one.~~&#x202c;</translation>
        </message>
        <message>
            <source>This record is not on this computer, and the network is down.</source>
            <translation>&#x202e;This~~&#x202c; &#x202e;record~~&#x202c; &#x202e;is~&#x202c; &#x202e;not~&#x202c; &#x202e;on~&#x202c; &#x202e;this~~&#x202c; &#x202e;computer,~~~&#x202c; &#x202e;and~&#x202c; &#x202e;the~&#x202c; &#x202e;network~~~&#x202c; &#x202e;is~&#x202c; &#x202e;down.~~&#x202c;</translation>
        </message>
        <message>
            <source>Telephone the source, or try again when the network is back.</source>
            <translation>&#x202e;Telephone~~~&#x202c; &#x202e;the~&#x202c; &#x202e;source,~~~&#x202c; &#x202e;or~&#x202c; &#x202e;try~&#x202c; &#x202e;again~~&#x202c; &#x202e;when~~&#x202c; &#x202e;the~&#x202c; &#x202e;network~~~&#x202c; &#x202e;is~&#x202c; &#x202e;back.~~&#x202c;</translation>
        </message>
        <message>
            <source>The offline copy was written by a newer version of this program.</source>
            <translation>&#x202e;The~&#x202c; &#x202e;offline~~~&#x202c; &#x202e;copy~~&#x202c; &#x202e;was~&#x202c; &#x202e;written~~~&#x202c; &#x202e;by~&#x202c; &#x202e;a~&#x202c; &#x202e;newer~~&#x202c; &#x202e;version~~~&#x202c; &#x202e;of~&#x202c; &#x202e;this~~&#x202c; &#x202e;program.~~~&#x202c;</translation>
        </message>
        <message>
            <source>It was left untouched.</source>
            <translation>&#x202e;It~&#x202c; &#x202e;was~&#x202c; &#x202e;left~~&#x202c; &#x202e;untouched.~~~~&#x202c;</translation>
        </message>
        <message>
            <source>Update this workstation.</source>
            <translation>&#x202e;Update~~&#x202c; &#x202e;this~~&#x202c; &#x202e;workstation.~~~~&#x202c;</translation>
        </message>
        <message>
            <source>The disk is full, so the offline copy could not be kept.</source>
            <translation>&#x202e;The~&#x202c; &#x202e;disk~~&#x202c; &#x202e;is~&#x202c; &#x202e;full,~~&#x202c; &#x202e;so~&#x202c; &#x202e;the~&#x202c; &#x202e;offline~~~&#x202c; &#x202e;copy~~&#x202c; &#x202e;could~~&#x202c; &#x202e;not~&#x202c; &#x202e;be~&#x202c; &#x202e;kept.~~&#x202c;</translation>
        </message>
        <message>
            <source>What is on screen stays.</source>
            <translation>&#x202e;What~~&#x202c; &#x202e;is~&#x202c; &#x202e;on~&#x202c; &#x202e;screen~~&#x202c; &#x202e;stays.~~&#x202c;</translation>
        </message>
        <message>
            <source>Tell IT; keep the network connected until then.</source>
            <translation>&#x202e;Tell~~&#x202c; &#x202e;IT;~&#x202c; &#x202e;keep~~&#x202c; &#x202e;the~&#x202c; &#x202e;network~~~&#x202c; &#x202e;connected~~~&#x202c; &#x202e;until~~&#x202c; &#x202e;then.~~&#x202c;</translation>
        </message>
        <message>
            <source>The offline copy cannot be read on this computer.</source>
            <translation>&#x202e;The~&#x202c; &#x202e;offline~~~&#x202c; &#x202e;copy~~&#x202c; &#x202e;cannot~~&#x202c; &#x202e;be~&#x202c; &#x202e;read~~&#x202c; &#x202e;on~&#x202c; &#x202e;this~~&#x202c; &#x202e;computer.~~~&#x202c;</translation>
        </message>
        <message>
            <source>The sources still have everything.</source>
            <translation>&#x202e;The~&#x202c; &#x202e;sources~~~&#x202c; &#x202e;still~~&#x202c; &#x202e;have~~&#x202c; &#x202e;everything.~~~~&#x202c;</translation>
        </message>
        <message>
            <source>This computer's security chip (TPM) does not open the keys of the evidence, so nothing was opened.</source>
            <translation>&#x202e;This~~&#x202c; &#x202e;computer's~~~~&#x202c; &#x202e;security~~~&#x202c; &#x202e;chip~~&#x202c; &#x202e;(TPM)~~&#x202c; &#x202e;does~~&#x202c; &#x202e;not~&#x202c; &#x202e;open~~&#x202c; &#x202e;the~&#x202c; &#x202e;keys~~&#x202c; &#x202e;of~&#x202c; &#x202e;the~&#x202c; &#x202e;evidence,~~~&#x202c; &#x202e;so~&#x202c; &#x202e;nothing~~~&#x202c; &#x202e;was~&#x202c; &#x202e;opened.~~~&#x202c;</translation>
        </message>
        <message>
            <source>IT switches the TPM on again. If it was cleared, IT renames the directory of the evidence, keeps it, and starts the program: a new journal begins, and the audit repository is told its new key.</source>
            <translation>&#x202e;IT~&#x202c; &#x202e;switches~~~&#x202c; &#x202e;the~&#x202c; &#x202e;TPM~&#x202c; &#x202e;on~&#x202c; &#x202e;again.~~&#x202c; &#x202e;If~&#x202c; &#x202e;it~&#x202c; &#x202e;was~&#x202c; &#x202e;cleared,~~~&#x202c; &#x202e;IT~&#x202c; &#x202e;renames~~~&#x202c; &#x202e;the~&#x202c; &#x202e;directory~~~&#x202c; &#x202e;of~&#x202c; &#x202e;the~&#x202c; &#x202e;evidence,~~~&#x202c; &#x202e;keeps~~&#x202c; &#x202e;it,~&#x202c; &#x202e;and~&#x202c; &#x202e;starts~~&#x202c; &#x202e;the~&#x202c; &#x202e;program:~~~&#x202c; &#x202e;a~&#x202c; &#x202e;new~&#x202c; &#x202e;journal~~~&#x202c; &#x202e;begins,~~~&#x202c; &#x202e;and~&#x202c; &#x202e;the~&#x202c; &#x202e;audit~~&#x202c; &#x202e;repository~~~~&#x202c; &#x202e;is~&#x202c; &#x202e;told~~&#x202c; &#x202e;its~&#x202c; &#x202e;new~&#x202c; &#x202e;key.~~&#x202c;</translation>
        </message>
        <message>
            <source>This workstation keeps no downtime capsule.</source>
            <translation>&#x202e;This~~&#x202c; &#x202e;workstation~~~~&#x202c; &#x202e;keeps~~&#x202c; &#x202e;no~&#x202c; &#x202e;downtime~~~&#x202c; &#x202e;capsule.~~~&#x202c;</translation>
        </message>
        <message>
            <source>The downtime capsule has not been filled.</source>
            <translation>&#x202e;The~&#x202c; &#x202e;downtime~~~&#x202c; &#x202e;capsule~~~&#x202c; &#x202e;has~&#x202c; &#x202e;not~&#x202c; &#x202e;been~~&#x202c; &#x202e;filled.~~~&#x202c;</translation>
        </message>
        <message>
            <source>The downtime capsule has nothing of this person.</source>
            <translation>&#x202e;The~&#x202c; &#x202e;downtime~~~&#x202c; &#x202e;capsule~~~&#x202c; &#x202e;has~&#x202c; &#x202e;nothing~~~&#x202c; &#x202e;of~&#x202c; &#x202e;this~~&#x202c; &#x202e;person.~~~&#x202c;</translation>
        </message>
        <message>
            <source>The downtime capsule is too old to be opened.</source>
            <translation>&#x202e;The~&#x202c; &#x202e;downtime~~~&#x202c; &#x202e;capsule~~~&#x202c; &#x202e;is~&#x202c; &#x202e;too~&#x202c; &#x202e;old~&#x202c; &#x202e;to~&#x202c; &#x202e;be~&#x202c; &#x202e;opened.~~~&#x202c;</translation>
        </message>
        <message>
            <source>This workstation cannot count who opens the downtime capsule.</source>
            <translation>&#x202e;This~~&#x202c; &#x202e;workstation~~~~&#x202c; &#x202e;cannot~~&#x202c; &#x202e;count~~&#x202c; &#x202e;who~&#x202c; &#x202e;opens~~&#x202c; &#x202e;the~&#x202c; &#x202e;downtime~~~&#x202c; &#x202e;capsule.~~~&#x202c;</translation>
        </message>
        <message>
            <source>The downtime capsule opens with a colleague's card beside yours.</source>
            <translation>&#x202e;The~&#x202c; &#x202e;downtime~~~&#x202c; &#x202e;capsule~~~&#x202c; &#x202e;opens~~&#x202c; &#x202e;with~~&#x202c; &#x202e;a~&#x202c; &#x202e;colleague's~~~~&#x202c; &#x202e;card~~&#x202c; &#x202e;beside~~&#x202c; &#x202e;yours.~~&#x202c;</translation>
        </message>
        <message>
            <source>The downtime capsule opens in an emergency confirmed by a card.</source>
            <translation>&#x202e;The~&#x202c; &#x202e;downtime~~~&#x202c; &#x202e;capsule~~~&#x202c; &#x202e;opens~~&#x202c; &#x202e;in~&#x202c; &#x202e;an~&#x202c; &#x202e;emergency~~~&#x202c; &#x202e;confirmed~~~&#x202c; &#x202e;by~&#x202c; &#x202e;a~&#x202c; &#x202e;card.~~&#x202c;</translation>
        </message>
        <message>
            <source>The downtime capsule is damaged, or is not the newest one.</source>
            <translation>&#x202e;The~&#x202c; &#x202e;downtime~~~&#x202c; &#x202e;capsule~~~&#x202c; &#x202e;is~&#x202c; &#x202e;damaged,~~~&#x202c; &#x202e;or~&#x202c; &#x202e;is~&#x202c; &#x202e;not~&#x202c; &#x202e;the~&#x202c; &#x202e;newest~~&#x202c; &#x202e;one.~~&#x202c;</translation>
        </message>
        <message>
            <source>The copies here have another key now, which this way does not know.</source>
            <translation>&#x202e;The~&#x202c; &#x202e;copies~~&#x202c; &#x202e;here~~&#x202c; &#x202e;have~~&#x202c; &#x202e;another~~~&#x202c; &#x202e;key~&#x202c; &#x202e;now,~~&#x202c; &#x202e;which~~&#x202c; &#x202e;this~~&#x202c; &#x202e;way~&#x202c; &#x202e;does~~&#x202c; &#x202e;not~&#x202c; &#x202e;know.~~&#x202c;</translation>
        </message>
        <message>
            <source>They were left untouched.</source>
            <translation>&#x202e;They~~&#x202c; &#x202e;were~~&#x202c; &#x202e;left~~&#x202c; &#x202e;untouched.~~~~&#x202c;</translation>
        </message>
        <message>
            <source>Sign in the other way, by card or passphrase, and add this one anew.</source>
            <translation>&#x202e;Sign~~&#x202c; &#x202e;in~&#x202c; &#x202e;the~&#x202c; &#x202e;other~~&#x202c; &#x202e;way,~~&#x202c; &#x202e;by~&#x202c; &#x202e;card~~&#x202c; &#x202e;or~&#x202c; &#x202e;passphrase,~~~~&#x202c; &#x202e;and~&#x202c; &#x202e;add~&#x202c; &#x202e;this~~&#x202c; &#x202e;one~&#x202c; &#x202e;anew.~~&#x202c;</translation>
        </message>
        <message>
            <source>Another program holds a file of the offline copy.</source>
            <translation>&#x202e;Another~~~&#x202c; &#x202e;program~~~&#x202c; &#x202e;holds~~&#x202c; &#x202e;a~&#x202c; &#x202e;file~~&#x202c; &#x202e;of~&#x202c; &#x202e;the~&#x202c; &#x202e;offline~~~&#x202c; &#x202e;copy.~~&#x202c;</translation>
        </message>
        <message>
            <source>The copy is not damaged.</source>
            <translation>&#x202e;The~&#x202c; &#x202e;copy~~&#x202c; &#x202e;is~&#x202c; &#x202e;not~&#x202c; &#x202e;damaged.~~~&#x202c;</translation>
        </message>
        <message>
            <source>Try again in a moment; close other windows of this program.</source>
            <translation>&#x202e;Try~&#x202c; &#x202e;again~~&#x202c; &#x202e;in~&#x202c; &#x202e;a~&#x202c; &#x202e;moment;~~~&#x202c; &#x202e;close~~&#x202c; &#x202e;other~~&#x202c; &#x202e;windows~~~&#x202c; &#x202e;of~&#x202c; &#x202e;this~~&#x202c; &#x202e;program.~~~&#x202c;</translation>
        </message>
        <message>
            <source>Tell IT.</source>
            <translation>&#x202e;Tell~~&#x202c; &#x202e;IT.~&#x202c;</translation>
        </message>
        <message>
            <source>{source} cannot be reached.</source>
            <translation>{source} &#x202e;cannot~~&#x202c; &#x202e;be~&#x202c; &#x202e;reached.~~~&#x202c;</translation>
        </message>
        <message>
            <source>{source} could not prove who it is, so nothing was sent to it.</source>
            <translation>{source} &#x202e;could~~&#x202c; &#x202e;not~&#x202c; &#x202e;prove~~&#x202c; &#x202e;who~&#x202c; &#x202e;it~&#x202c; &#x202e;is,~&#x202c; &#x202e;so~&#x202c; &#x202e;nothing~~~&#x202c; &#x202e;was~&#x202c; &#x202e;sent~~&#x202c; &#x202e;to~&#x202c; &#x202e;it.~&#x202c;</translation>
        </message>
        <message>
            <source>{source} did not answer in time.</source>
            <translation>{source} &#x202e;did~&#x202c; &#x202e;not~&#x202c; &#x202e;answer~~&#x202c; &#x202e;in~&#x202c; &#x202e;time.~~&#x202c;</translation>
        </message>
        <message>
            <source>{source} stopped answering half-way.</source>
            <translation>{source} &#x202e;stopped~~~&#x202c; &#x202e;answering~~~&#x202c; &#x202e;half-way.~~~&#x202c;</translation>
        </message>
        <message>
            <source>{source} did not accept the sign-in.</source>
            <translation>{source} &#x202e;did~&#x202c; &#x202e;not~&#x202c; &#x202e;accept~~&#x202c; &#x202e;the~&#x202c; &#x202e;sign-in.~~~&#x202c;</translation>
        </message>
        <message>
            <source>{source} does not serve this workstation.</source>
            <translation>{source} &#x202e;does~~&#x202c; &#x202e;not~&#x202c; &#x202e;serve~~&#x202c; &#x202e;this~~&#x202c; &#x202e;workstation.~~~~&#x202c;</translation>
        </message>
        <message>
            <source>{source} is too busy to answer.</source>
            <translation>{source} &#x202e;is~&#x202c; &#x202e;too~&#x202c; &#x202e;busy~~&#x202c; &#x202e;to~&#x202c; &#x202e;answer.~~~&#x202c;</translation>
        </message>
        <message>
            <source>{source} had a failure of its own.</source>
            <translation>{source} &#x202e;had~&#x202c; &#x202e;a~&#x202c; &#x202e;failure~~~&#x202c; &#x202e;of~&#x202c; &#x202e;its~&#x202c; &#x202e;own.~~&#x202c;</translation>
        </message>
        <message>
            <source>{source} answered with something that is not a record.</source>
            <translation>{source} &#x202e;answered~~~&#x202c; &#x202e;with~~&#x202c; &#x202e;something~~~&#x202c; &#x202e;that~~&#x202c; &#x202e;is~&#x202c; &#x202e;not~&#x202c; &#x202e;a~&#x202c; &#x202e;record.~~~&#x202c;</translation>
        </message>
        <message>
            <source>{source} sent an answer that breaks off.</source>
            <translation>{source} &#x202e;sent~~&#x202c; &#x202e;an~&#x202c; &#x202e;answer~~&#x202c; &#x202e;that~~&#x202c; &#x202e;breaks~~&#x202c; &#x202e;off.~~&#x202c;</translation>
        </message>
        <message>
            <source>{source} sent an answer too large to take in.</source>
            <translation>{source} &#x202e;sent~~&#x202c; &#x202e;an~&#x202c; &#x202e;answer~~&#x202c; &#x202e;too~&#x202c; &#x202e;large~~&#x202c; &#x202e;to~&#x202c; &#x202e;take~~&#x202c; &#x202e;in.~&#x202c;</translation>
        </message>
        <message>
            <source>{source} speaks a version of FHIR not known here.</source>
            <translation>{source} &#x202e;speaks~~&#x202c; &#x202e;a~&#x202c; &#x202e;version~~~&#x202c; &#x202e;of~&#x202c; &#x202e;FHIR~~&#x202c; &#x202e;not~&#x202c; &#x202e;known~~&#x202c; &#x202e;here.~~&#x202c;</translation>
        </message>
        <message>
            <source>{source} pointed to another server, which was not followed.</source>
            <translation>{source} &#x202e;pointed~~~&#x202c; &#x202e;to~&#x202c; &#x202e;another~~~&#x202c; &#x202e;server,~~~&#x202c; &#x202e;which~~&#x202c; &#x202e;was~&#x202c; &#x202e;not~&#x202c; &#x202e;followed.~~~&#x202c;</translation>
        </message>
        <message>
            <source>What {source} sent could not be read: the part of this program that reads it ended.</source>
            <translation>&#x202e;What~~&#x202c; {source} &#x202e;sent~~&#x202c; &#x202e;could~~&#x202c; &#x202e;not~&#x202c; &#x202e;be~&#x202c; &#x202e;read:~~&#x202c; &#x202e;the~&#x202c; &#x202e;part~~&#x202c; &#x202e;of~&#x202c; &#x202e;this~~&#x202c; &#x202e;program~~~&#x202c; &#x202e;that~~&#x202c; &#x202e;reads~~&#x202c; &#x202e;it~&#x202c; &#x202e;ended.~~&#x202c;</translation>
        </message>
        <message>
            <source>{source} wants a sign-in of its own.</source>
            <translation>{source} &#x202e;wants~~&#x202c; &#x202e;a~&#x202c; &#x202e;sign-in~~~&#x202c; &#x202e;of~&#x202c; &#x202e;its~&#x202c; &#x202e;own.~~&#x202c;</translation>
        </message>
        <message>
            <source>{n} entries that came before are shown.</source>
            <translation>{n} &#x202e;entries~~~&#x202c; &#x202e;that~~&#x202c; &#x202e;came~~&#x202c; &#x202e;before~~&#x202c; &#x202e;are~&#x202c; &#x202e;shown.~~&#x202c;</translation>
        </message>
        <message>
            <source>The other sources and any earlier copy are shown.</source>
            <translation>&#x202e;The~&#x202c; &#x202e;other~~&#x202c; &#x202e;sources~~~&#x202c; &#x202e;and~&#x202c; &#x202e;any~&#x202c; &#x202e;earlier~~~&#x202c; &#x202e;copy~~&#x202c; &#x202e;are~&#x202c; &#x202e;shown.~~&#x202c;</translation>
        </message>
        <message>
            <source>It asks to wait {n} s; then ask it again.</source>
            <translation>&#x202e;It~&#x202c; &#x202e;asks~~&#x202c; &#x202e;to~&#x202c; &#x202e;wait~~&#x202c; {n} &#x202e;s;~&#x202c; &#x202e;then~~&#x202c; &#x202e;ask~&#x202c; &#x202e;it~&#x202c; &#x202e;again.~~&#x202c;</translation>
        </message>
        <message>
            <source>Tell IT; the telephone is the way until then.</source>
            <translation>&#x202e;Tell~~&#x202c; &#x202e;IT;~&#x202c; &#x202e;the~&#x202c; &#x202e;telephone~~~&#x202c; &#x202e;is~&#x202c; &#x202e;the~&#x202c; &#x202e;way~&#x202c; &#x202e;until~~&#x202c; &#x202e;then.~~&#x202c;</translation>
        </message>
        <message>
            <source>Press its name above the record and sign in there.</source>
            <translation>&#x202e;Press~~&#x202c; &#x202e;its~&#x202c; &#x202e;name~~&#x202c; &#x202e;above~~&#x202c; &#x202e;the~&#x202c; &#x202e;record~~&#x202c; &#x202e;and~&#x202c; &#x202e;sign~~&#x202c; &#x202e;in~&#x202c; &#x202e;there.~~&#x202c;</translation>
        </message>
        <message>
            <source>Ask it again, or telephone.</source>
            <translation>&#x202e;Ask~&#x202c; &#x202e;it~&#x202c; &#x202e;again,~~&#x202c; &#x202e;or~&#x202c; &#x202e;telephone.~~~~&#x202c;</translation>
        </message>
        <message>
            <source>Wrong passphrase.</source>
            <translation>&#x202e;Wrong~~&#x202c; &#x202e;passphrase.~~~~&#x202c;</translation>
        </message>
        <message>
            <source>You have no passphrase on this workstation, or it was revoked.</source>
            <translation>&#x202e;You~&#x202c; &#x202e;have~~&#x202c; &#x202e;no~&#x202c; &#x202e;passphrase~~~~&#x202c; &#x202e;on~&#x202c; &#x202e;this~~&#x202c; &#x202e;workstation,~~~~&#x202c; &#x202e;or~&#x202c; &#x202e;it~&#x202c; &#x202e;was~&#x202c; &#x202e;revoked.~~~&#x202c;</translation>
        </message>
        <message>
            <source>Sign in once with the browser and choose a passphrase.</source>
            <translation>&#x202e;Sign~~&#x202c; &#x202e;in~&#x202c; &#x202e;once~~&#x202c; &#x202e;with~~&#x202c; &#x202e;the~&#x202c; &#x202e;browser~~~&#x202c; &#x202e;and~&#x202c; &#x202e;choose~~&#x202c; &#x202e;a~&#x202c; &#x202e;passphrase.~~~~&#x202c;</translation>
        </message>
        <message>
            <source>The passphrase is too short.</source>
            <translation>&#x202e;The~&#x202c; &#x202e;passphrase~~~~&#x202c; &#x202e;is~&#x202c; &#x202e;too~&#x202c; &#x202e;short.~~&#x202c;</translation>
        </message>
        <message>
            <source>Choose {n} characters or more; several words are good.</source>
            <translation>&#x202e;Choose~~&#x202c; {n} &#x202e;characters~~~~&#x202c; &#x202e;or~&#x202c; &#x202e;more;~~&#x202c; &#x202e;several~~~&#x202c; &#x202e;words~~&#x202c; &#x202e;are~&#x202c; &#x202e;good.~~&#x202c;</translation>
        </message>
        <message>
            <source>The sign-in in the browser did not come to its end.</source>
            <translation>&#x202e;The~&#x202c; &#x202e;sign-in~~~&#x202c; &#x202e;in~&#x202c; &#x202e;the~&#x202c; &#x202e;browser~~~&#x202c; &#x202e;did~&#x202c; &#x202e;not~&#x202c; &#x202e;come~~&#x202c; &#x202e;to~&#x202c; &#x202e;its~&#x202c; &#x202e;end.~~&#x202c;</translation>
        </message>
        <message>
            <source>Sign in there with your card or second factor.</source>
            <translation>&#x202e;Sign~~&#x202c; &#x202e;in~&#x202c; &#x202e;there~~&#x202c; &#x202e;with~~&#x202c; &#x202e;your~~&#x202c; &#x202e;card~~&#x202c; &#x202e;or~&#x202c; &#x202e;second~~&#x202c; &#x202e;factor.~~~&#x202c;</translation>
        </message>
        <message>
            <source>Close the other program, or restart this computer.</source>
            <translation>&#x202e;Close~~&#x202c; &#x202e;the~&#x202c; &#x202e;other~~&#x202c; &#x202e;program,~~~&#x202c; &#x202e;or~&#x202c; &#x202e;restart~~~&#x202c; &#x202e;this~~&#x202c; &#x202e;computer.~~~&#x202c;</translation>
        </message>
        <message>
            <source>Close the browser and sign in again.</source>
            <translation>&#x202e;Close~~&#x202c; &#x202e;the~&#x202c; &#x202e;browser~~~&#x202c; &#x202e;and~&#x202c; &#x202e;sign~~&#x202c; &#x202e;in~&#x202c; &#x202e;again.~~&#x202c;</translation>
        </message>
        <message>
            <source>Try again; if it fails again, use a card and tell the helpdesk.</source>
            <translation>&#x202e;Try~&#x202c; &#x202e;again;~~&#x202c; &#x202e;if~&#x202c; &#x202e;it~&#x202c; &#x202e;fails~~&#x202c; &#x202e;again,~~&#x202c; &#x202e;use~&#x202c; &#x202e;a~&#x202c; &#x202e;card~~&#x202c; &#x202e;and~&#x202c; &#x202e;tell~~&#x202c; &#x202e;the~&#x202c; &#x202e;helpdesk.~~~&#x202c;</translation>
        </message>
        <message>
            <source>Several people use this computer account: {account}.</source>
            <translation>&#x202e;Several~~~&#x202c; &#x202e;people~~&#x202c; &#x202e;use~&#x202c; &#x202e;this~~&#x202c; &#x202e;computer~~~&#x202c; &#x202e;account:~~~&#x202c; {account}&#x202e;.~&#x202c;</translation>
        </message>
        <message>
            <source>A passphrase here would not be yours alone, so none is kept.</source>
            <translation>&#x202e;A~&#x202c; &#x202e;passphrase~~~~&#x202c; &#x202e;here~~&#x202c; &#x202e;would~~&#x202c; &#x202e;not~&#x202c; &#x202e;be~&#x202c; &#x202e;yours~~&#x202c; &#x202e;alone,~~&#x202c; &#x202e;so~&#x202c; &#x202e;none~~&#x202c; &#x202e;is~&#x202c; &#x202e;kept.~~&#x202c;</translation>
        </message>
        <message>
            <source>Use a card, or sign in to the computer under an account of your own.</source>
            <translation>&#x202e;Use~&#x202c; &#x202e;a~&#x202c; &#x202e;card,~~&#x202c; &#x202e;or~&#x202c; &#x202e;sign~~&#x202c; &#x202e;in~&#x202c; &#x202e;to~&#x202c; &#x202e;the~&#x202c; &#x202e;computer~~~&#x202c; &#x202e;under~~&#x202c; &#x202e;an~&#x202c; &#x202e;account~~~&#x202c; &#x202e;of~&#x202c; &#x202e;your~~&#x202c; &#x202e;own.~~&#x202c;</translation>
        </message>
        <message>
            <source>The next try is taken in {n} s.</source>
            <translation>&#x202e;The~&#x202c; &#x202e;next~~&#x202c; &#x202e;try~&#x202c; &#x202e;is~&#x202c; &#x202e;taken~~&#x202c; &#x202e;in~&#x202c; {n} &#x202e;s.~&#x202c;</translation>
        </message>
        <message>
            <source>The next try is taken in {n} min.</source>
            <translation>&#x202e;The~&#x202c; &#x202e;next~~&#x202c; &#x202e;try~&#x202c; &#x202e;is~&#x202c; &#x202e;taken~~&#x202c; &#x202e;in~&#x202c; {n} &#x202e;min.~~&#x202c;</translation>
        </message>
        <message>
            <source>This computer offers no keyring.</source>
            <translation>&#x202e;This~~&#x202c; &#x202e;computer~~~&#x202c; &#x202e;offers~~&#x202c; &#x202e;no~&#x202c; &#x202e;keyring.~~~&#x202c;</translation>
        </message>
        <message>
            <source>The keyring of this computer is locked.</source>
            <translation>&#x202e;The~&#x202c; &#x202e;keyring~~~&#x202c; &#x202e;of~&#x202c; &#x202e;this~~&#x202c; &#x202e;computer~~~&#x202c; &#x202e;is~&#x202c; &#x202e;locked.~~~&#x202c;</translation>
        </message>
        <message>
            <source>The keyring of this computer keeps secrets unencrypted, so it is not used.</source>
            <translation>&#x202e;The~&#x202c; &#x202e;keyring~~~&#x202c; &#x202e;of~&#x202c; &#x202e;this~~&#x202c; &#x202e;computer~~~&#x202c; &#x202e;keeps~~&#x202c; &#x202e;secrets~~~&#x202c; &#x202e;unencrypted,~~~~&#x202c; &#x202e;so~&#x202c; &#x202e;it~&#x202c; &#x202e;is~&#x202c; &#x202e;not~&#x202c; &#x202e;used.~~&#x202c;</translation>
        </message>
        <message>
            <source>The keyring of this computer throws secrets away, so it is not used.</source>
            <translation>&#x202e;The~&#x202c; &#x202e;keyring~~~&#x202c; &#x202e;of~&#x202c; &#x202e;this~~&#x202c; &#x202e;computer~~~&#x202c; &#x202e;throws~~&#x202c; &#x202e;secrets~~~&#x202c; &#x202e;away,~~&#x202c; &#x202e;so~&#x202c; &#x202e;it~&#x202c; &#x202e;is~&#x202c; &#x202e;not~&#x202c; &#x202e;used.~~&#x202c;</translation>
        </message>
        <message>
            <source>The keyring of this computer is of a kind that is not trusted here.</source>
            <translation>&#x202e;The~&#x202c; &#x202e;keyring~~~&#x202c; &#x202e;of~&#x202c; &#x202e;this~~&#x202c; &#x202e;computer~~~&#x202c; &#x202e;is~&#x202c; &#x202e;of~&#x202c; &#x202e;a~&#x202c; &#x202e;kind~~&#x202c; &#x202e;that~~&#x202c; &#x202e;is~&#x202c; &#x202e;not~&#x202c; &#x202e;trusted~~~&#x202c; &#x202e;here.~~&#x202c;</translation>
        </message>
        <message>
            <source>The keyring of this computer did not answer.</source>
            <translation>&#x202e;The~&#x202c; &#x202e;keyring~~~&#x202c; &#x202e;of~&#x202c; &#x202e;this~~&#x202c; &#x202e;computer~~~&#x202c; &#x202e;did~&#x202c; &#x202e;not~&#x202c; &#x202e;answer.~~~&#x202c;</translation>
        </message>
        <message>
            <source>The keyring that is chosen here cannot be loaded.</source>
            <translation>&#x202e;The~&#x202c; &#x202e;keyring~~~&#x202c; &#x202e;that~~&#x202c; &#x202e;is~&#x202c; &#x202e;chosen~~&#x202c; &#x202e;here~~&#x202c; &#x202e;cannot~~&#x202c; &#x202e;be~&#x202c; &#x202e;loaded.~~~&#x202c;</translation>
        </message>
        <message>
            <source>IT can install a Secret Service, such as GNOME Keyring. Until then, use a card.</source>
            <translation>&#x202e;IT~&#x202c; &#x202e;can~&#x202c; &#x202e;install~~~&#x202c; &#x202e;a~&#x202c; &#x202e;Secret~~&#x202c; &#x202e;Service,~~~&#x202c; &#x202e;such~~&#x202c; &#x202e;as~&#x202c; &#x202e;GNOME~~&#x202c; &#x202e;Keyring.~~~&#x202c; &#x202e;Until~~&#x202c; &#x202e;then,~~&#x202c; &#x202e;use~&#x202c; &#x202e;a~&#x202c; &#x202e;card.~~&#x202c;</translation>
        </message>
        <message>
            <source>Unlock it with your computer's password, or use a card.</source>
            <translation>&#x202e;Unlock~~&#x202c; &#x202e;it~&#x202c; &#x202e;with~~&#x202c; &#x202e;your~~&#x202c; &#x202e;computer's~~~~&#x202c; &#x202e;password,~~~&#x202c; &#x202e;or~&#x202c; &#x202e;use~&#x202c; &#x202e;a~&#x202c; &#x202e;card.~~&#x202c;</translation>
        </message>
        <message>
            <source>Try again, or use a card.</source>
            <translation>&#x202e;Try~&#x202c; &#x202e;again,~~&#x202c; &#x202e;or~&#x202c; &#x202e;use~&#x202c; &#x202e;a~&#x202c; &#x202e;card.~~&#x202c;</translation>
        </message>
        <message>
            <source>IT can choose the system's own keyring. Until then, use a card.</source>
            <translation>&#x202e;IT~&#x202c; &#x202e;can~&#x202c; &#x202e;choose~~&#x202c; &#x202e;the~&#x202c; &#x202e;system's~~~&#x202c; &#x202e;own~&#x202c; &#x202e;keyring.~~~&#x202c; &#x202e;Until~~&#x202c; &#x202e;then,~~&#x202c; &#x202e;use~&#x202c; &#x202e;a~&#x202c; &#x202e;card.~~&#x202c;</translation>
        </message>
        <message>
            <source>Nothing was written to it.</source>
            <translation>&#x202e;Nothing~~~&#x202c; &#x202e;was~&#x202c; &#x202e;written~~~&#x202c; &#x202e;to~&#x202c; &#x202e;it.~&#x202c;</translation>
        </message>
    </context>
    <context>
        <name>files</name>
        <message>
            <source>The passcode was wrong. Tries left: {n}.</source>
            <translation>&#x202e;The~&#x202c; &#x202e;passcode~~~&#x202c; &#x202e;was~&#x202c; &#x202e;wrong.~~&#x202c; &#x202e;Tries~~&#x202c; &#x202e;left:~~&#x202c; {n}&#x202e;.~&#x202c;</translation>
        </message>
        <message>
            <source>The file cannot be read from where it is.</source>
            <translation>&#x202e;The~&#x202c; &#x202e;file~~&#x202c; &#x202e;cannot~~&#x202c; &#x202e;be~&#x202c; &#x202e;read~~&#x202c; &#x202e;from~~&#x202c; &#x202e;where~~&#x202c; &#x202e;it~&#x202c; &#x202e;is.~&#x202c;</translation>
        </message>
        <message>
            <source>The file is larger than this program takes.</source>
            <translation>&#x202e;The~&#x202c; &#x202e;file~~&#x202c; &#x202e;is~&#x202c; &#x202e;larger~~&#x202c; &#x202e;than~~&#x202c; &#x202e;this~~&#x202c; &#x202e;program~~~&#x202c; &#x202e;takes.~~&#x202c;</translation>
        </message>
        <message>
            <source>This is none of the kinds of file that this program reads.</source>
            <translation>&#x202e;This~~&#x202c; &#x202e;is~&#x202c; &#x202e;none~~&#x202c; &#x202e;of~&#x202c; &#x202e;the~&#x202c; &#x202e;kinds~~&#x202c; &#x202e;of~&#x202c; &#x202e;file~~&#x202c; &#x202e;that~~&#x202c; &#x202e;this~~&#x202c; &#x202e;program~~~&#x202c; &#x202e;reads.~~&#x202c;</translation>
        </message>
        <message>
            <source>It is written in a version of its standard that this program does not read.</source>
            <translation>&#x202e;It~&#x202c; &#x202e;is~&#x202c; &#x202e;written~~~&#x202c; &#x202e;in~&#x202c; &#x202e;a~&#x202c; &#x202e;version~~~&#x202c; &#x202e;of~&#x202c; &#x202e;its~&#x202c; &#x202e;standard~~~&#x202c; &#x202e;that~~&#x202c; &#x202e;this~~&#x202c; &#x202e;program~~~&#x202c; &#x202e;does~~&#x202c; &#x202e;not~&#x202c; &#x202e;read.~~&#x202c;</translation>
        </message>
        <message>
            <source>It begins like a file that can be read, and goes on as something else or breaks off.</source>
            <translation>&#x202e;It~&#x202c; &#x202e;begins~~&#x202c; &#x202e;like~~&#x202c; &#x202e;a~&#x202c; &#x202e;file~~&#x202c; &#x202e;that~~&#x202c; &#x202e;can~&#x202c; &#x202e;be~&#x202c; &#x202e;read,~~&#x202c; &#x202e;and~&#x202c; &#x202e;goes~~&#x202c; &#x202e;on~&#x202c; &#x202e;as~&#x202c; &#x202e;something~~~&#x202c; &#x202e;else~~&#x202c; &#x202e;or~&#x202c; &#x202e;breaks~~&#x202c; &#x202e;off.~~&#x202c;</translation>
        </message>
        <message>
            <source>It opens with a passcode only.</source>
            <translation>&#x202e;It~&#x202c; &#x202e;opens~~&#x202c; &#x202e;with~~&#x202c; &#x202e;a~&#x202c; &#x202e;passcode~~~&#x202c; &#x202e;only.~~&#x202c;</translation>
        </message>
        <message>
            <source>The passcode was wrong.</source>
            <translation>&#x202e;The~&#x202c; &#x202e;passcode~~~&#x202c; &#x202e;was~&#x202c; &#x202e;wrong.~~&#x202c;</translation>
        </message>
        <message>
            <source>The link has expired. Ask for a new one.</source>
            <translation>&#x202e;The~&#x202c; &#x202e;link~~&#x202c; &#x202e;has~&#x202c; &#x202e;expired.~~~&#x202c; &#x202e;Ask~&#x202c; &#x202e;for~&#x202c; &#x202e;a~&#x202c; &#x202e;new~&#x202c; &#x202e;one.~~&#x202c;</translation>
        </message>
        <message>
            <source>It is a link, and its server did not give what it names.</source>
            <translation>&#x202e;It~&#x202c; &#x202e;is~&#x202c; &#x202e;a~&#x202c; &#x202e;link,~~&#x202c; &#x202e;and~&#x202c; &#x202e;its~&#x202c; &#x202e;server~~&#x202c; &#x202e;did~&#x202c; &#x202e;not~&#x202c; &#x202e;give~~&#x202c; &#x202e;what~~&#x202c; &#x202e;it~&#x202c; &#x202e;names.~~&#x202c;</translation>
        </message>
        <message>
            <source>Reading it ended before its end, so nothing of it was taken.</source>
            <translation>&#x202e;Reading~~~&#x202c; &#x202e;it~&#x202c; &#x202e;ended~~&#x202c; &#x202e;before~~&#x202c; &#x202e;its~&#x202c; &#x202e;end,~~&#x202c; &#x202e;so~&#x202c; &#x202e;nothing~~~&#x202c; &#x202e;of~&#x202c; &#x202e;it~&#x202c; &#x202e;was~&#x202c; &#x202e;taken.~~&#x202c;</translation>
        </message>
        <message>
            <source>Reading it took too long, so nothing of it was taken.</source>
            <translation>&#x202e;Reading~~~&#x202c; &#x202e;it~&#x202c; &#x202e;took~~&#x202c; &#x202e;too~&#x202c; &#x202e;long,~~&#x202c; &#x202e;so~&#x202c; &#x202e;nothing~~~&#x202c; &#x202e;of~&#x202c; &#x202e;it~&#x202c; &#x202e;was~&#x202c; &#x202e;taken.~~&#x202c;</translation>
        </message>
        <message>
            <source>It is about somebody else.</source>
            <translation>&#x202e;It~&#x202c; &#x202e;is~&#x202c; &#x202e;about~~&#x202c; &#x202e;somebody~~~&#x202c; &#x202e;else.~~&#x202c;</translation>
        </message>
        <message>
            <source>It names nobody.</source>
            <translation>&#x202e;It~&#x202c; &#x202e;names~~&#x202c; &#x202e;nobody.~~~&#x202c;</translation>
        </message>
    </context>
    <context>
        <name>folds</name>
        <message>
            <source>The same text of the same day</source>
            <translation>&#x202e;The~&#x202c; &#x202e;same~~&#x202c; &#x202e;text~~&#x202c; &#x202e;of~&#x202c; &#x202e;the~&#x202c; &#x202e;same~~&#x202c; &#x202e;day~&#x202c;</translation>
        </message>
        <message>
            <source>code {code}</source>
            <translation>&#x202e;code~~&#x202c; {code}</translation>
        </message>
        <message>
            <source>by its name</source>
            <translation>&#x202e;by~&#x202c; &#x202e;its~&#x202c; &#x202e;name~~&#x202c;</translation>
        </message>
        <message>
            <source>Same order number, {number} of {issuer}, and same result</source>
            <translation>&#x202e;Same~~&#x202c; &#x202e;order~~&#x202c; &#x202e;number,~~~&#x202c; {number} &#x202e;of~&#x202c; {issuer}&#x202e;,~&#x202c; &#x202e;and~&#x202c; &#x202e;same~~&#x202c; &#x202e;result~~&#x202c;</translation>
        </message>
        <message>
            <source>Same prescription number, {number} of {issuer}, same substance and dose</source>
            <translation>&#x202e;Same~~&#x202c; &#x202e;prescription~~~~&#x202c; &#x202e;number,~~~&#x202c; {number} &#x202e;of~&#x202c; {issuer}&#x202e;,~&#x202c; &#x202e;same~~&#x202c; &#x202e;substance~~~&#x202c; &#x202e;and~&#x202c; &#x202e;dose~~&#x202c;</translation>
        </message>
        <message>
            <source>Same device number, {number} of {issuer}</source>
            <translation>&#x202e;Same~~&#x202c; &#x202e;device~~&#x202c; &#x202e;number,~~~&#x202c; {number} &#x202e;of~&#x202c; {issuer}</translation>
        </message>
        <message>
            <source>Same encounter number, {number} of {issuer}, and same date</source>
            <translation>&#x202e;Same~~&#x202c; &#x202e;encounter~~~&#x202c; &#x202e;number,~~~&#x202c; {number} &#x202e;of~&#x202c; {issuer}&#x202e;,~&#x202c; &#x202e;and~&#x202c; &#x202e;same~~&#x202c; &#x202e;date~~&#x202c;</translation>
        </message>
        <message>
            <source>Same document number, {number} of {issuer}</source>
            <translation>&#x202e;Same~~&#x202c; &#x202e;document~~~&#x202c; &#x202e;number,~~~&#x202c; {number} &#x202e;of~&#x202c; {issuer}</translation>
        </message>
        <message>
            <source>Same number, {number} of {issuer}</source>
            <translation>&#x202e;Same~~&#x202c; &#x202e;number,~~~&#x202c; {number} &#x202e;of~&#x202c; {issuer}</translation>
        </message>
        <message>
            <source>Same test ({how}), time, value and unit</source>
            <translation>&#x202e;Same~~&#x202c; &#x202e;test~~&#x202c; &#x202e;(~&#x202c;{how}&#x202e;),~&#x202c; &#x202e;time,~~&#x202c; &#x202e;value~~&#x202c; &#x202e;and~&#x202c; &#x202e;unit~~&#x202c;</translation>
        </message>
        <message>
            <source>Same substance ({how}); what each source knows of it is shown together</source>
            <translation>&#x202e;Same~~&#x202c; &#x202e;substance~~~&#x202c; &#x202e;(~&#x202c;{how}&#x202e;);~&#x202c; &#x202e;what~~&#x202c; &#x202e;each~~&#x202c; &#x202e;source~~&#x202c; &#x202e;knows~~&#x202c; &#x202e;of~&#x202c; &#x202e;it~&#x202c; &#x202e;is~&#x202c; &#x202e;shown~~&#x202c; &#x202e;together~~~&#x202c;</translation>
        </message>
        <message>
            <source>Same problem ({how}), dates and status</source>
            <translation>&#x202e;Same~~&#x202c; &#x202e;problem~~~&#x202c; &#x202e;(~&#x202c;{how}&#x202e;),~&#x202c; &#x202e;dates~~&#x202c; &#x202e;and~&#x202c; &#x202e;status~~&#x202c;</translation>
        </message>
        <message>
            <source>Same substance ({how}), strength, dose, dates and status</source>
            <translation>&#x202e;Same~~&#x202c; &#x202e;substance~~~&#x202c; &#x202e;(~&#x202c;{how}&#x202e;),~&#x202c; &#x202e;strength,~~~&#x202c; &#x202e;dose,~~&#x202c; &#x202e;dates~~&#x202c; &#x202e;and~&#x202c; &#x202e;status~~&#x202c;</translation>
        </message>
        <message>
            <source>Same procedure ({how}), site and date</source>
            <translation>&#x202e;Same~~&#x202c; &#x202e;procedure~~~&#x202c; &#x202e;(~&#x202c;{how}&#x202e;),~&#x202c; &#x202e;site~~&#x202c; &#x202e;and~&#x202c; &#x202e;date~~&#x202c;</translation>
        </message>
        <message>
            <source>Same vaccine ({how}) and date</source>
            <translation>&#x202e;Same~~&#x202c; &#x202e;vaccine~~~&#x202c; &#x202e;(~&#x202c;{how}&#x202e;)~&#x202c; &#x202e;and~&#x202c; &#x202e;date~~&#x202c;</translation>
        </message>
        <message>
            <source>Same device ({how}), maker, model and serial number</source>
            <translation>&#x202e;Same~~&#x202c; &#x202e;device~~&#x202c; &#x202e;(~&#x202c;{how}&#x202e;),~&#x202c; &#x202e;maker,~~&#x202c; &#x202e;model~~&#x202c; &#x202e;and~&#x202c; &#x202e;serial~~&#x202c; &#x202e;number~~&#x202c;</translation>
        </message>
        <message>
            <source>Same device ({how}) and date</source>
            <translation>&#x202e;Same~~&#x202c; &#x202e;device~~&#x202c; &#x202e;(~&#x202c;{how}&#x202e;)~&#x202c; &#x202e;and~&#x202c; &#x202e;date~~&#x202c;</translation>
        </message>
        <message>
            <source>Same statement ({how}), dates and status</source>
            <translation>&#x202e;Same~~&#x202c; &#x202e;statement~~~&#x202c; &#x202e;(~&#x202c;{how}&#x202e;),~&#x202c; &#x202e;dates~~&#x202c; &#x202e;and~&#x202c; &#x202e;status~~&#x202c;</translation>
        </message>
        <message>
            <source>The sources give it a different status.</source>
            <translation>&#x202e;The~&#x202c; &#x202e;sources~~~&#x202c; &#x202e;give~~&#x202c; &#x202e;it~&#x202c; &#x202e;a~&#x202c; &#x202e;different~~~&#x202c; &#x202e;status.~~~&#x202c;</translation>
        </message>
        <message>
            <source>The sources give different dates.</source>
            <translation>&#x202e;The~&#x202c; &#x202e;sources~~~&#x202c; &#x202e;give~~&#x202c; &#x202e;different~~~&#x202c; &#x202e;dates.~~&#x202c;</translation>
        </message>
        <message>
            <source>The sources give different values.</source>
            <translation>&#x202e;The~&#x202c; &#x202e;sources~~~&#x202c; &#x202e;give~~&#x202c; &#x202e;different~~~&#x202c; &#x202e;values.~~~&#x202c;</translation>
        </message>
        <message>
            <source>The sources judge the criticality differently. The higher one is shown.</source>
            <translation>&#x202e;The~&#x202c; &#x202e;sources~~~&#x202c; &#x202e;judge~~&#x202c; &#x202e;the~&#x202c; &#x202e;criticality~~~~&#x202c; &#x202e;differently.~~~~&#x202c; &#x202e;The~&#x202c; &#x202e;higher~~&#x202c; &#x202e;one~&#x202c; &#x202e;is~&#x202c; &#x202e;shown.~~&#x202c;</translation>
        </message>
        <message>
            <source>The sources give different doses of one substance.</source>
            <translation>&#x202e;The~&#x202c; &#x202e;sources~~~&#x202c; &#x202e;give~~&#x202c; &#x202e;different~~~&#x202c; &#x202e;doses~~&#x202c; &#x202e;of~&#x202c; &#x202e;one~&#x202c; &#x202e;substance.~~~~&#x202c;</translation>
        </message>
        <message>
            <source>The sources give the dose of one substance in different words.</source>
            <translation>&#x202e;The~&#x202c; &#x202e;sources~~~&#x202c; &#x202e;give~~&#x202c; &#x202e;the~&#x202c; &#x202e;dose~~&#x202c; &#x202e;of~&#x202c; &#x202e;one~&#x202c; &#x202e;substance~~~&#x202c; &#x202e;in~&#x202c; &#x202e;different~~~&#x202c; &#x202e;words.~~&#x202c;</translation>
        </message>
        <message>
            <source>One source says that it is there, another that it is not.</source>
            <translation>&#x202e;One~&#x202c; &#x202e;source~~&#x202c; &#x202e;says~~&#x202c; &#x202e;that~~&#x202c; &#x202e;it~&#x202c; &#x202e;is~&#x202c; &#x202e;there,~~&#x202c; &#x202e;another~~~&#x202c; &#x202e;that~~&#x202c; &#x202e;it~&#x202c; &#x202e;is~&#x202c; &#x202e;not.~~&#x202c;</translation>
        </message>
        <message>
            <source>The record holds different blood groups.</source>
            <translation>&#x202e;The~&#x202c; &#x202e;record~~&#x202c; &#x202e;holds~~&#x202c; &#x202e;different~~~&#x202c; &#x202e;blood~~&#x202c; &#x202e;groups.~~~&#x202c;</translation>
        </message>
        <message>
            <source>The record holds different resuscitation decisions.</source>
            <translation>&#x202e;The~&#x202c; &#x202e;record~~&#x202c; &#x202e;holds~~&#x202c; &#x202e;different~~~&#x202c; &#x202e;resuscitation~~~~~&#x202c; &#x202e;decisions.~~~~&#x202c;</translation>
        </message>
    </context>
    <context>
        <name>linking</name>
        <message>
            <source>Unknown</source>
            <translation>&#x202e;Unknown~~~&#x202c;</translation>
        </message>
    </context>
    <context>
        <name>locks</name>
        <message>
            <source>You were signed in for as long as one session may last.</source>
            <translation>&#x202e;You~&#x202c; &#x202e;were~~&#x202c; &#x202e;signed~~&#x202c; &#x202e;in~&#x202c; &#x202e;for~&#x202c; &#x202e;as~&#x202c; &#x202e;long~~&#x202c; &#x202e;as~&#x202c; &#x202e;one~&#x202c; &#x202e;session~~~&#x202c; &#x202e;may~&#x202c; &#x202e;last.~~&#x202c;</translation>
        </message>
        <message>
            <source>Sign in again to go on where you were.</source>
            <translation>&#x202e;Sign~~&#x202c; &#x202e;in~&#x202c; &#x202e;again~~&#x202c; &#x202e;to~&#x202c; &#x202e;go~&#x202c; &#x202e;on~&#x202c; &#x202e;where~~&#x202c; &#x202e;you~&#x202c; &#x202e;were.~~&#x202c;</translation>
        </message>
        <message>
            <source>Nobody touched keyboard or mouse for a while.</source>
            <translation>&#x202e;Nobody~~&#x202c; &#x202e;touched~~~&#x202c; &#x202e;keyboard~~~&#x202c; &#x202e;or~&#x202c; &#x202e;mouse~~&#x202c; &#x202e;for~&#x202c; &#x202e;a~&#x202c; &#x202e;while.~~&#x202c;</translation>
        </message>
    </context>
    <context>
        <name>notices</name>
        <message>
            <source>On {date} at {time} (UTC) {name}, {role}, opened your health record in an emergency.</source>
            <translation>&#x202e;On~&#x202c; {date} &#x202e;at~&#x202c; {time} &#x202e;(UTC)~~&#x202c; {name}&#x202e;,~&#x202c; {role}&#x202e;,~&#x202c; &#x202e;opened~~&#x202c; &#x202e;your~~&#x202c; &#x202e;health~~&#x202c; &#x202e;record~~&#x202c; &#x202e;in~&#x202c; &#x202e;an~&#x202c; &#x202e;emergency.~~~~&#x202c;</translation>
        </message>
        <message>
            <source>Place: {place}.</source>
            <translation>&#x202e;Place:~~&#x202c; {place}&#x202e;.~&#x202c;</translation>
        </message>
        <message>
            <source>Reason given: {reason}.</source>
            <translation>&#x202e;Reason~~&#x202c; &#x202e;given:~~&#x202c; {reason}&#x202e;.~&#x202c;</translation>
        </message>
        <message>
            <source>The access ends by itself and is reviewed. You may ask the hospital about it.</source>
            <translation>&#x202e;The~&#x202c; &#x202e;access~~&#x202c; &#x202e;ends~~&#x202c; &#x202e;by~&#x202c; &#x202e;itself~~&#x202c; &#x202e;and~&#x202c; &#x202e;is~&#x202c; &#x202e;reviewed.~~~&#x202c; &#x202e;You~&#x202c; &#x202e;may~&#x202c; &#x202e;ask~&#x202c; &#x202e;the~&#x202c; &#x202e;hospital~~~&#x202c; &#x202e;about~~&#x202c; &#x202e;it.~&#x202c;</translation>
        </message>
        <message>
            <source>you were unconscious</source>
            <translation>&#x202e;you~&#x202c; &#x202e;were~~&#x202c; &#x202e;unconscious~~~~&#x202c;</translation>
        </message>
        <message>
            <source>you could not decide for yourself</source>
            <translation>&#x202e;you~&#x202c; &#x202e;could~~&#x202c; &#x202e;not~&#x202c; &#x202e;decide~~&#x202c; &#x202e;for~&#x202c; &#x202e;yourself~~~&#x202c;</translation>
        </message>
        <message>
            <source>your life was in danger</source>
            <translation>&#x202e;your~~&#x202c; &#x202e;life~~&#x202c; &#x202e;was~&#x202c; &#x202e;in~&#x202c; &#x202e;danger~~&#x202c;</translation>
        </message>
        <message>
            <source>you could not be understood</source>
            <translation>&#x202e;you~&#x202c; &#x202e;could~~&#x202c; &#x202e;not~&#x202c; &#x202e;be~&#x202c; &#x202e;understood~~~~&#x202c;</translation>
        </message>
        <message>
            <source>another reason, kept for the review</source>
            <translation>&#x202e;another~~~&#x202c; &#x202e;reason,~~~&#x202c; &#x202e;kept~~&#x202c; &#x202e;for~&#x202c; &#x202e;the~&#x202c; &#x202e;review~~&#x202c;</translation>
        </message>
    </context>
    <context>
        <name>received</name>
        <message>
            <source>a kind this program does not show</source>
            <translation>&#x202e;a~&#x202c; &#x202e;kind~~&#x202c; &#x202e;this~~&#x202c; &#x202e;program~~~&#x202c; &#x202e;does~~&#x202c; &#x202e;not~&#x202c; &#x202e;show~~&#x202c;</translation>
        </message>
        <message>
            <source>entered in error, says the source</source>
            <translation>&#x202e;entered~~~&#x202c; &#x202e;in~&#x202c; &#x202e;error,~~&#x202c; &#x202e;says~~&#x202c; &#x202e;the~&#x202c; &#x202e;source~~&#x202c;</translation>
        </message>
        <message>
            <source>refuted, says the source</source>
            <translation>&#x202e;refuted,~~~&#x202c; &#x202e;says~~&#x202c; &#x202e;the~&#x202c; &#x202e;source~~&#x202c;</translation>
        </message>
        <message>
            <source>not taken, says the source</source>
            <translation>&#x202e;not~&#x202c; &#x202e;taken,~~&#x202c; &#x202e;says~~&#x202c; &#x202e;the~&#x202c; &#x202e;source~~&#x202c;</translation>
        </message>
        <message>
            <source>an order not to do something</source>
            <translation>&#x202e;an~&#x202c; &#x202e;order~~&#x202c; &#x202e;not~&#x202c; &#x202e;to~&#x202c; &#x202e;do~&#x202c; &#x202e;something~~~&#x202c;</translation>
        </message>
        <message>
            <source>changed by a rule not known here</source>
            <translation>&#x202e;changed~~~&#x202c; &#x202e;by~&#x202c; &#x202e;a~&#x202c; &#x202e;rule~~&#x202c; &#x202e;not~&#x202c; &#x202e;known~~&#x202c; &#x202e;here~~&#x202c;</translation>
        </message>
        <message>
            <source>not in the shape the standard asks for</source>
            <translation>&#x202e;not~&#x202c; &#x202e;in~&#x202c; &#x202e;the~&#x202c; &#x202e;shape~~&#x202c; &#x202e;the~&#x202c; &#x202e;standard~~~&#x202c; &#x202e;asks~~&#x202c; &#x202e;for~&#x202c;</translation>
        </message>
        <message>
            <source>sent without a number of its own</source>
            <translation>&#x202e;sent~~&#x202c; &#x202e;without~~~&#x202c; &#x202e;a~&#x202c; &#x202e;number~~&#x202c; &#x202e;of~&#x202c; &#x202e;its~&#x202c; &#x202e;own~&#x202c;</translation>
        </message>
        <message>
            <source>names another patient</source>
            <translation>&#x202e;names~~&#x202c; &#x202e;another~~~&#x202c; &#x202e;patient~~~&#x202c;</translation>
        </message>
        <message>
            <source>told by the entry that names it</source>
            <translation>&#x202e;told~~&#x202c; &#x202e;by~&#x202c; &#x202e;the~&#x202c; &#x202e;entry~~&#x202c; &#x202e;that~~&#x202c; &#x202e;names~~&#x202c; &#x202e;it~&#x202c;</translation>
        </message>
        <message>
            <source>the same fact as another entry</source>
            <translation>&#x202e;the~&#x202c; &#x202e;same~~&#x202c; &#x202e;fact~~&#x202c; &#x202e;as~&#x202c; &#x202e;another~~~&#x202c; &#x202e;entry~~&#x202c;</translation>
        </message>
    </context>
</TS>
