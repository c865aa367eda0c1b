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
        <name>Countdown</name>
        <message>
            <source>{time} left</source>
            <translation>{time} &#x202e;left~~&#x202c;</translation>
        </message>
    </context>
    <context>
        <name>CoverageStrip</name>
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
            <source>Why merged</source>
            <translation>&#x202e;Why~&#x202c; &#x202e;merged~~&#x202c;</translation>
        </message>
        <message>
            <source>Same kind, code, dates and content</source>
            <translation>&#x202e;Same~~&#x202c; &#x202e;kind,~~&#x202c; &#x202e;code,~~&#x202c; &#x202e;dates~~&#x202c; &#x202e;and~&#x202c; &#x202e;content~~~&#x202c;</translation>
        </message>
        <message>
            <source>Same number by the same issuer</source>
            <translation>&#x202e;Same~~&#x202c; &#x202e;number~~&#x202c; &#x202e;by~&#x202c; &#x202e;the~&#x202c; &#x202e;same~~&#x202c; &#x202e;issuer~~&#x202c;</translation>
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
        <name>KeyChoice</name>
        <message>
            <source>Key {key}</source>
            <translation>&#x202e;Key~&#x202c; {key}</translation>
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
            <source>The list of records kept here was damaged and begun anew.</source>
            <translation>&#x202e;The~&#x202c; &#x202e;list~~&#x202c; &#x202e;of~&#x202c; &#x202e;records~~~&#x202c; &#x202e;kept~~&#x202c; &#x202e;here~~&#x202c; &#x202e;was~&#x202c; &#x202e;damaged~~~&#x202c; &#x202e;and~&#x202c; &#x202e;begun~~&#x202c; &#x202e;anew.~~&#x202c;</translation>
        </message>
        <message>
            <source>The damaged file is kept beside it.</source>
            <translation>&#x202e;The~&#x202c; &#x202e;damaged~~~&#x202c; &#x202e;file~~&#x202c; &#x202e;is~&#x202c; &#x202e;kept~~&#x202c; &#x202e;beside~~&#x202c; &#x202e;it.~&#x202c;</translation>
        </message>
        <message>
            <source>Records are copied again when they are opened.</source>
            <translation>&#x202e;Records~~~&#x202c; &#x202e;are~&#x202c; &#x202e;copied~~&#x202c; &#x202e;again~~&#x202c; &#x202e;when~~&#x202c; &#x202e;they~~&#x202c; &#x202e;are~&#x202c; &#x202e;opened.~~~&#x202c;</translation>
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
            <source>failed, no copy</source>
            <translation>&#x202e;failed,~~~&#x202c; &#x202e;no~&#x202c; &#x202e;copy~~&#x202c;</translation>
        </message>
        <message>
            <source>failed, {at} copy</source>
            <translation>&#x202e;failed,~~~&#x202c; {at} &#x202e;copy~~&#x202c;</translation>
        </message>
        <message>
            <source>not asked, {at} copy</source>
            <translation>&#x202e;not~&#x202c; &#x202e;asked,~~&#x202c; {at} &#x202e;copy~~&#x202c;</translation>
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
            <source>On screen: {at}</source>
            <translation>&#x202e;On~&#x202c; &#x202e;screen:~~~&#x202c; {at}</translation>
        </message>
        <message>
            <source>Press to ask again</source>
            <translation>&#x202e;Press~~&#x202c; &#x202e;to~&#x202c; &#x202e;ask~&#x202c; &#x202e;again~~&#x202c;</translation>
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
            <source>{said} (copy of {at})</source>
            <translation>{said} &#x202e;(copy~~&#x202c; &#x202e;of~&#x202c; {at}&#x202e;)~&#x202c;</translation>
        </message>
        <message>
            <source>{source} has no copy here</source>
            <translation>{source} &#x202e;has~&#x202c; &#x202e;no~&#x202c; &#x202e;copy~~&#x202c; &#x202e;here~~&#x202c;</translation>
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
            <source>It pointed to another server.</source>
            <translation>&#x202e;It~&#x202c; &#x202e;pointed~~~&#x202c; &#x202e;to~&#x202c; &#x202e;another~~~&#x202c; &#x202e;server.~~~&#x202c;</translation>
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
            <source>kept, by this account (weaker)</source>
            <translation>&#x202e;kept,~~&#x202c; &#x202e;by~&#x202c; &#x202e;this~~&#x202c; &#x202e;account~~~&#x202c; &#x202e;(weaker)~~~&#x202c;</translation>
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
        <name>browser sign-in</name>
        <message>
            <source>You can close this window and go back to the program.</source>
            <translation>&#x202e;You~&#x202c; &#x202e;can~&#x202c; &#x202e;close~~&#x202c; &#x202e;this~~&#x202c; &#x202e;window~~&#x202c; &#x202e;and~&#x202c; &#x202e;go~&#x202c; &#x202e;back~~&#x202c; &#x202e;to~&#x202c; &#x202e;the~&#x202c; &#x202e;program.~~~&#x202c;</translation>
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
            <source>{source} refused your card.</source>
            <translation>{source} &#x202e;refused~~~&#x202c; &#x202e;your~~&#x202c; &#x202e;card.~~&#x202c;</translation>
        </message>
        <message>
            <source>Nothing was opened there.</source>
            <translation>&#x202e;Nothing~~~&#x202c; &#x202e;was~&#x202c; &#x202e;opened~~&#x202c; &#x202e;there.~~&#x202c;</translation>
        </message>
        <message>
            <source>Ask the helpdesk whether your staff account is active at this source.</source>
            <translation>&#x202e;Ask~&#x202c; &#x202e;the~&#x202c; &#x202e;helpdesk~~~&#x202c; &#x202e;whether~~~&#x202c; &#x202e;your~~&#x202c; &#x202e;staff~~&#x202c; &#x202e;account~~~&#x202c; &#x202e;is~&#x202c; &#x202e;active~~&#x202c; &#x202e;at~&#x202c; &#x202e;this~~&#x202c; &#x202e;source.~~~&#x202c;</translation>
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
            <source>It was left untouched; the sources still have everything.</source>
            <translation>&#x202e;It~&#x202c; &#x202e;was~&#x202c; &#x202e;left~~&#x202c; &#x202e;untouched;~~~~&#x202c; &#x202e;the~&#x202c; &#x202e;sources~~~&#x202c; &#x202e;still~~&#x202c; &#x202e;have~~&#x202c; &#x202e;everything.~~~~&#x202c;</translation>
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
            <source>Try again; if it fails again, use a card and tell the helpdesk.</source>
            <translation>&#x202e;Try~&#x202c; &#x202e;again;~~&#x202c; &#x202e;if~&#x202c; &#x202e;it~&#x202c; &#x202e;fails~~&#x202c; &#x202e;again,~~&#x202c; &#x202e;use~&#x202c; &#x202e;a~&#x202c; &#x202e;card~~&#x202c; &#x202e;and~&#x202c; &#x202e;tell~~&#x202c; &#x202e;the~&#x202c; &#x202e;helpdesk.~~~&#x202c;</translation>
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
