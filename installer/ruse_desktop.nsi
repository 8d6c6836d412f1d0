; The installer of Windows: for one user, without administrator's rights, in Bulgarian.
; makensis -DVERSION=… -DVERSION4=… -DTITLE=… -DSUMMARY=… -DPAYLOAD=folder -DICON=file -DOUT=file
; `python installer/build_windows.py` gives all of them.
Unicode true
Target amd64-unicode
ManifestDPIAware true
RequestExecutionLevel user
SetCompressor /SOLID ${COMPRESSOR}

!include MUI2.nsh
!include FileFunc.nsh
!include LogicLib.nsh
!include WinVer.nsh
!include x64.nsh

!define KEY "Software\Microsoft\Windows\CurrentVersion\Uninstall\ruse-desktop"
!define DATA "$LOCALAPPDATA\ruse-desktop"

Name "${TITLE}"
OutFile "${OUT}"
InstallDir "$LOCALAPPDATA\Programs\ruse-desktop"
InstallDirRegKey HKCU "${KEY}" "InstallLocation"
BrandingText "${TITLE} ${VERSION}"

VIProductVersion "${VERSION4}"
VIAddVersionKey /LANG=1026 "ProductName" "${TITLE}"
VIAddVersionKey /LANG=1026 "ProductVersion" "${VERSION}"
VIAddVersionKey /LANG=1026 "FileVersion" "${VERSION}"
VIAddVersionKey /LANG=1026 "FileDescription" "${SUMMARY}"
VIAddVersionKey /LANG=1026 "CompanyName" "Община Русе"
VIAddVersionKey /LANG=1026 "LegalCopyright" "Община Русе"

!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!define MUI_ABORTWARNING
!define MUI_FINISHPAGE_RUN "$INSTDIR\ruse-desktop.exe"
!insertmacro MUI_PAGE_WELCOME
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "Bulgarian"

LangString RUNNING 1026 "Програмата работи. Затворете я и опитайте отново."
LangString ONLY64 1026 "Нужна е 64-битова Windows 10 или по-нова."
LangString FOREIGN 1026 "В избраната папка има чужди файлове. Изберете празна папка."
LangString KEEPDATA 1026 "Да се изтрият ли и данните – базата, копията и дневниците в „${DATA}“?$\r$\n$\r$\nИзбраното „Не“ ги запазва за следващо инсталиране."
LangString SURE 1026 "Данните не могат да се върнат след изтриването. Наистина ли да се изтрият?"

; A running program holds its file: renaming it says so without harm.
!macro REFUSE_RUNNING
  ${If} ${FileExists} "$INSTDIR\ruse-desktop.exe"
    ClearErrors
    Rename "$INSTDIR\ruse-desktop.exe" "$INSTDIR\ruse-desktop.try"
    ${If} ${Errors}
      MessageBox MB_OK|MB_ICONSTOP "$(RUNNING)" /SD IDOK
      SetErrorLevel 3
      Quit
    ${EndIf}
    Rename "$INSTDIR\ruse-desktop.try" "$INSTDIR\ruse-desktop.exe"
  ${EndIf}
!macroend

; What belongs to the program and nothing else: never the whole folder, it may have been chosen.
!macro REMOVE_PROGRAM
  RMDir /r "$INSTDIR\_internal"
  Delete "$INSTDIR\ruse-desktop.exe"
  Delete "$INSTDIR\ruse-desktop-cli.exe"
!macroend

Function .onInit
  ${IfNot} ${RunningX64}
  ${OrIfNot} ${AtLeastWin10}
    ; Wine and test machines may say so on the command line: /ANYWINDOWS
    ${GetParameters} $0
    ClearErrors
    ${GetOptions} $0 "/ANYWINDOWS" $1
    ${If} ${Errors}
      MessageBox MB_OK|MB_ICONSTOP "$(ONLY64)" /SD IDOK
      SetErrorLevel 4
      Quit
    ${EndIf}
  ${EndIf}
FunctionEnd

Section
  ${If} ${FileExists} "$INSTDIR\_internal\*.*"
  ${AndIfNot} ${FileExists} "$INSTDIR\ruse-desktop.exe"
    MessageBox MB_OK|MB_ICONSTOP "$(FOREIGN)" /SD IDOK
    SetErrorLevel 5
    Quit
  ${EndIf}
  !insertmacro REFUSE_RUNNING
  !insertmacro REMOVE_PROGRAM
  SetOutPath "$INSTDIR"
  File /r "${PAYLOAD}/*"
  WriteUninstaller "$INSTDIR\uninstall.exe"
  CreateShortcut "$SMPROGRAMS\${TITLE}.lnk" "$INSTDIR\ruse-desktop.exe" "" "" "" "" "" "${SUMMARY}"
  WriteRegStr HKCU "${KEY}" "DisplayName" "${TITLE}"
  WriteRegStr HKCU "${KEY}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${KEY}" "DisplayIcon" "$INSTDIR\ruse-desktop.exe"
  WriteRegStr HKCU "${KEY}" "Publisher" "Община Русе"
  WriteRegStr HKCU "${KEY}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${KEY}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr HKCU "${KEY}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD HKCU "${KEY}" "NoModify" 1
  WriteRegDWORD HKCU "${KEY}" "NoRepair" 1
  ${GetSize} "$INSTDIR" "/S=0K" $0 $1 $2
  WriteRegDWORD HKCU "${KEY}" "EstimatedSize" $0
SectionEnd

Section Uninstall
  !insertmacro REFUSE_RUNNING
  !insertmacro REMOVE_PROGRAM
  Delete "$SMPROGRAMS\${TITLE}.lnk"
  Delete "$INSTDIR\uninstall.exe"
  SetOutPath "$TEMP"
  RMDir "$INSTDIR"
  DeleteRegKey HKCU "${KEY}"
  ; Silent removal never touches the data; otherwise it is asked twice, with „Не“ as the answer of Enter.
  ${If} ${FileExists} "${DATA}\*.*"
    MessageBox MB_YESNO|MB_ICONQUESTION|MB_DEFBUTTON2 "$(KEEPDATA)" /SD IDNO IDNO kept
    MessageBox MB_YESNO|MB_ICONEXCLAMATION|MB_DEFBUTTON2 "$(SURE)" /SD IDNO IDNO kept
    RMDir /r "${DATA}"
    kept:
  ${EndIf}
SectionEnd
