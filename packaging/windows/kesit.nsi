; The installer for Windows: for one user, without administrator rights.
; makensis -DVERSION=0.1.0 -DBUNDLE=dist\kesit -DTARGET=kesit-setup.exe -DLICENCE=LICENSE kesit.nsi
; NSIS 3: https://nsis.sourceforge.io/Docs/

Unicode true
!include "MUI2.nsh"
!include "FileFunc.nsh"

!define KEY "Software\Microsoft\Windows\CurrentVersion\Uninstall\Kesit"
!define CLASS "Kesit.Image"

Name "Kesit ${VERSION}"
OutFile "${TARGET}"
InstallDir "$LOCALAPPDATA\Programs\Kesit"
InstallDirRegKey HKCU "${KEY}" "InstallLocation"
RequestExecutionLevel user
SetCompressor /SOLID lzma

!define MUI_ABORTWARNING
!define MUI_FINISHPAGE_RUN "$INSTDIR\kesit.exe"
!insertmacro MUI_PAGE_LICENSE "${LICENCE}"
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "English"
!insertmacro MUI_LANGUAGE "Turkish"

LangString RemoveData ${LANG_ENGLISH} "Also remove your own models, measurements and settings of Kesit?"
LangString RemoveData ${LANG_TURKISH} "Kendi modelleriniz, ölçümleriniz ve Kesit ayarlarınız da kaldırılsın mı?"
LangString InUse ${LANG_ENGLISH} "Kesit is running. Close it, then try again."
LangString InUse ${LANG_TURKISH} "Kesit çalışıyor. Kapatıp yeniden deneyin."

; An older version's files go first, what the user made stays: it lies elsewhere.
!macro RemoveProgram
  ClearErrors
  IfFileExists "$INSTDIR\kesit.exe" 0 +5
    Delete "$INSTDIR\kesit.exe"
    IfErrors 0 +3
      MessageBox MB_OK|MB_ICONEXCLAMATION "$(InUse)"
      Abort
  Delete "$INSTDIR\kesit-cli.exe"
  Delete "$INSTDIR\sbom.cdx.json"
  RMDir /r "$INSTDIR\_internal"
  RMDir /r "$INSTDIR\licenses"
!macroend

Section "Kesit"
  !insertmacro RemoveProgram
  SetOutPath "$INSTDIR"
  File /r "${BUNDLE}/*"
  WriteUninstaller "$INSTDIR\uninstall.exe"
  CreateShortcut "$SMPROGRAMS\Kesit.lnk" "$INSTDIR\kesit.exe"

  WriteRegStr HKCU "Software\Classes\${CLASS}" "" "DICOM image"
  WriteRegStr HKCU "Software\Classes\${CLASS}\DefaultIcon" "" "$INSTDIR\kesit.exe,0"
  WriteRegStr HKCU "Software\Classes\${CLASS}\shell\open\command" "" '"$INSTDIR\kesit.exe" "%1"'
  WriteRegStr HKCU "Software\Classes\.dcm\OpenWithProgids" "${CLASS}" ""
  WriteRegStr HKCU "Software\Classes\.nii\OpenWithProgids" "${CLASS}" ""
  WriteRegStr HKCU "Software\Classes\.nrrd\OpenWithProgids" "${CLASS}" ""
  WriteRegStr HKCU "Software\Classes\.mha\OpenWithProgids" "${CLASS}" ""

  WriteRegStr HKCU "${KEY}" "DisplayName" "Kesit"
  WriteRegStr HKCU "${KEY}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${KEY}" "DisplayIcon" "$INSTDIR\kesit.exe"
  WriteRegStr HKCU "${KEY}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${KEY}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr HKCU "${KEY}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD HKCU "${KEY}" "NoModify" 1
  WriteRegDWORD HKCU "${KEY}" "NoRepair" 1
  ${GetSize} "$INSTDIR" "/S=0K" $0 $1 $2
  IntFmt $0 "0x%08X" $0
  WriteRegDWORD HKCU "${KEY}" "EstimatedSize" "$0"
  System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)'
SectionEnd

Section "Uninstall"
  !insertmacro RemoveProgram
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR"
  Delete "$SMPROGRAMS\Kesit.lnk"
  DeleteRegKey HKCU "Software\Classes\${CLASS}"
  DeleteRegValue HKCU "Software\Classes\.dcm\OpenWithProgids" "${CLASS}"
  DeleteRegValue HKCU "Software\Classes\.nii\OpenWithProgids" "${CLASS}"
  DeleteRegValue HKCU "Software\Classes\.nrrd\OpenWithProgids" "${CLASS}"
  DeleteRegValue HKCU "Software\Classes\.mha\OpenWithProgids" "${CLASS}"
  DeleteRegKey HKCU "${KEY}"
  ; Asked, and "no" when nobody is there to answer.
  MessageBox MB_YESNO|MB_ICONQUESTION|MB_DEFBUTTON2 "$(RemoveData)" /SD IDNO IDNO kept
    RMDir /r "$LOCALAPPDATA\kesit"
    DeleteRegKey HKCU "Software\Kesit"
  kept:
  System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)'
SectionEnd
