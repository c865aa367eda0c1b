<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
    <context>
        <name>DeviceChartsView</name>
        <message numerus="yes">
            <source>Nothing that a device measured was recorded by the %n sources that answered.</source>
            <translation>
                <numerusform>Nothing that a device measured was recorded by the source that answered.</numerusform>
                <numerusform>Nothing that a device measured was recorded by the %n sources that answered.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>EmergencyFields</name>
        <message numerus="yes">
            <source>%n characters</source>
            <translation>
                <numerusform>%n character</numerusform>
                <numerusform>%n characters</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>EmergencySummaryView</name>
        <message numerus="yes">
            <source>Nothing recorded on other substances by the %n sources that answered.</source>
            <translation>
                <numerusform>Nothing recorded on other substances by the source that answered.</numerusform>
                <numerusform>Nothing recorded on other substances by the %n sources that answered.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>FindBar</name>
        <message numerus="yes">
            <source>The newest %n entries</source>
            <translation>
                <numerusform>The newest entry</numerusform>
                <numerusform>The newest %n entries</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n entries</source>
            <translation>
                <numerusform>%n entry</numerusform>
                <numerusform>%n entries</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>PatientBanner</name>
        <message numerus="yes">
            <source>%n more numbers</source>
            <translation>
                <numerusform>%n more number</numerusform>
                <numerusform>%n more numbers</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>PatientsView</name>
        <message numerus="yes">
            <source>%n matches, best first</source>
            <translation>
                <numerusform>%n match</numerusform>
                <numerusform>%n matches, best first</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n records</source>
            <translation>
                <numerusform>%n record</numerusform>
                <numerusform>%n records</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Asking %n sources.</source>
            <translation>
                <numerusform>Asking %n source.</numerusform>
                <numerusform>Asking %n sources.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>No match at the %n sources that answered.</source>
            <translation>
                <numerusform>No match at the %n source that answered.</numerusform>
                <numerusform>No match at the %n sources that answered.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>RecordNotices</name>
        <message numerus="yes">
            <source>%n sources did not answer in full.</source>
            <translation>
                <numerusform>%n source did not answer in full.</numerusform>
                <numerusform>%n sources did not answer in full.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n contradictions between sources.</source>
            <translation>
                <numerusform>%n contradiction between sources.</numerusform>
                <numerusform>%n contradictions between sources.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n patients elsewhere may be the same person.</source>
            <translation>
                <numerusform>%n patient elsewhere may be the same person.</numerusform>
                <numerusform>%n patients elsewhere may be the same person.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n resources could not be read.</source>
            <translation>
                <numerusform>%n resource could not be read.</numerusform>
                <numerusform>%n resources could not be read.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>SignInView</name>
        <message numerus="yes">
            <source>%n tries left</source>
            <translation>
                <numerusform>%n try left</numerusform>
                <numerusform>%n tries left</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>WardList</name>
        <message numerus="yes">
            <source>%n patients</source>
            <translation>
                <numerusform>%n patient</numerusform>
                <numerusform>%n patients</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>WorkstationFacts</name>
        <message numerus="yes">
            <source>%n configured</source>
            <translation>
                <numerusform>%n configured</numerusform>
                <numerusform>%n configured</numerusform>
            </translation>
        </message>
    </context>
</TS>
