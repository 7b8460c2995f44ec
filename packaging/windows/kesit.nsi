; The installer for Windows: for one user, without administrator rights. With /S it asks nothing.
; makensis -DVERSION=0.1.0 -DBUNDLE=dist\kesit -DTARGET=kesit-setup.exe -DLICENCE=LICENSE -DICON=kesit.ico kesit.nsi
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
ManifestDPIAware true

!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
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

; A program that runs cannot be written to: then nothing is touched.
!macro StopIfInUse PROGRAM
  ${If} ${FileExists} "${PROGRAM}"
    ClearErrors
    FileOpen $R1 "${PROGRAM}" a
    ${If} ${Errors}
      MessageBox MB_OK|MB_ICONEXCLAMATION "$(InUse)" /SD IDOK
      SetErrorLevel 2
      Abort
    ${EndIf}
    FileClose $R1
  ${EndIf}
!macroend

; Takes a Kesit away from a folder, and nothing from a folder without one. What the user made lies elsewhere.
!macro RemoveProgramFrom FOLDER
  ${If} ${FileExists} "${FOLDER}\kesit.exe"
    !insertmacro StopIfInUse "${FOLDER}\kesit-cli.exe"
    !insertmacro StopIfInUse "${FOLDER}\kesit.exe"
    RMDir /r "${FOLDER}\_internal"
    Delete "${FOLDER}\kesit-cli.exe"
    Delete "${FOLDER}\uninstall.exe"
    Delete "${FOLDER}\kesit.exe" ; last, so that after an interruption there is still a Kesit to be found
    RMDir "${FOLDER}"
  ${EndIf}
!macroend

!macro OpenWith EXTENSION
  WriteRegStr HKCU "Software\Classes\${EXTENSION}\OpenWithProgids" "${CLASS}" ""
!macroend

!macro NotOpenWith EXTENSION
  DeleteRegValue HKCU "Software\Classes\${EXTENSION}\OpenWithProgids" "${CLASS}"
  DeleteRegKey /ifempty HKCU "Software\Classes\${EXTENSION}\OpenWithProgids"
  DeleteRegKey /ifempty HKCU "Software\Classes\${EXTENSION}"
!macroend

!macro ForEachExtension DO
  !insertmacro ${DO} ".dcm"
  !insertmacro ${DO} ".dicom"
  !insertmacro ${DO} ".nii"
  !insertmacro ${DO} ".nrrd"
  !insertmacro ${DO} ".nhdr"
  !insertmacro ${DO} ".mha"
  !insertmacro ${DO} ".mhd"
!macroend

Section "Kesit"
  ; Never among the files of others: what is removed later is removed by folder.
  ${If} ${FileExists} "$INSTDIR\*.*"
  ${AndIfNot} ${FileExists} "$INSTDIR\kesit.exe"
    StrCpy $INSTDIR "$INSTDIR\Kesit"
  ${EndIf}
  ; An older version goes first, from the folder where it was too.
  ReadRegStr $R0 HKCU "${KEY}" "InstallLocation"
  ${If} $R0 != ""
    !insertmacro RemoveProgramFrom "$R0"
  ${EndIf}
  !insertmacro RemoveProgramFrom "$INSTDIR"
  SetOutPath "$INSTDIR"
  File /r "${BUNDLE}/*"
  WriteUninstaller "$INSTDIR\uninstall.exe"
  CreateShortcut "$SMPROGRAMS\Kesit.lnk" "$INSTDIR\kesit.exe"

  WriteRegStr HKCU "Software\Classes\${CLASS}" "" "Kesit image"
  WriteRegStr HKCU "Software\Classes\${CLASS}\DefaultIcon" "" "$INSTDIR\kesit.exe,0"
  WriteRegStr HKCU "Software\Classes\${CLASS}\shell\open\command" "" '"$INSTDIR\kesit.exe" "%1"'
  !insertmacro ForEachExtension OpenWith

  WriteRegStr HKCU "${KEY}" "DisplayName" "Kesit"
  WriteRegStr HKCU "${KEY}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${KEY}" "Publisher" "The Kesit developers"
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
  !insertmacro RemoveProgramFrom "$INSTDIR"
  Delete "$SMPROGRAMS\Kesit.lnk"
  !insertmacro ForEachExtension NotOpenWith
  DeleteRegKey HKCU "Software\Classes\${CLASS}"
  DeleteRegKey HKCU "${KEY}"
  ; Asked, and "no" when nobody is there to answer.
  MessageBox MB_YESNO|MB_ICONQUESTION|MB_DEFBUTTON2 "$(RemoveData)" /SD IDNO IDNO kept
    RMDir /r "$LOCALAPPDATA\kesit"
    DeleteRegKey HKCU "Software\Kesit"
  kept:
  System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)'
SectionEnd
